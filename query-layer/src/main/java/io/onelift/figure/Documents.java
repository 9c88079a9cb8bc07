package io.onelift.figure;

import io.onelift.event.Conflict;
import io.onelift.event.InvalidInput;
import io.onelift.event.NotFound;
import io.onelift.metastore.Definitions;
import io.onelift.metastore.Definitions.Stored;
import io.onelift.metastore.JsonCodec;
import io.onelift.metastore.Metastore;
import io.onelift.tag.NearestName;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Documents of one kind that people make, by key; every version is kept. Safe for use by many
 * threads.
 *
 * @param <T> a document
 */
public final class Documents<T> {
  private static final Pattern KEY = Pattern.compile("[\\p{L}\\p{N}_][\\p{L}\\p{N}_.-]{0,63}");

  private final Definitions<T> definitions;
  private final String noun;

  /**
   * @param kind under which the metastore keeps them
   * @param noun as messages call one
   */
  public Documents(Metastore metastore, String kind, String noun, JsonCodec<T> codec) {
    this.definitions = metastore.definitions(kind, codec);
    this.noun = noun;
  }

  /** All of them, by key. */
  public List<Stored<T>> list() {
    return definitions.list();
  }

  public Optional<Stored<T>> find(String key) {
    return definitions.find(key);
  }

  /**
   * The one with this key.
   *
   * @throws NotFound when there is none, with the nearest key
   */
  public Stored<T> require(String key) {
    return find(key)
        .orElseThrow(
            () ->
                new NotFound(
                    noun, key, NearestName.hint(key, list().stream().map(Stored::key).toList())));
  }

  /**
   * Saves a new one.
   *
   * @param by who, for the history
   * @throws Conflict when the key is taken
   */
  public Stored<T> create(String key, T document, String by) {
    if (!KEY.matcher(key).matches()) {
      throw new InvalidInput(
          "/key", "must be 1 to 64 letters, digits, _ . or -, not '" + key + "'");
    }
    return definitions
        .create(key, document, by)
        .orElseThrow(
            () ->
                new Conflict("There is a " + noun + " '" + key + "' already; choose another key."));
  }

  /** Saves a new version of one that is there. */
  public Stored<T> update(String key, T document, String by) {
    require(key);
    return definitions.save(key, document, by);
  }

  /** Deletes one that is there. */
  public void delete(String key, String by) {
    require(key);
    definitions.delete(key, by);
  }
}
