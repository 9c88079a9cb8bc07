package io.onelift.tag;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.onelift.event.Conflict;
import io.onelift.event.InvalidInput;
import io.onelift.event.NotFound;
import io.onelift.metastore.Definitions;
import io.onelift.metastore.JsonCodec;
import io.onelift.metastore.Metastore;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The tags of the project. Every change is a new version in the metastore; reads come from memory.
 * Safe for use by many threads of one process.
 */
public final class TagCatalog {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final JsonCodec<Tag> CODEC =
      new JsonCodec<>(tag -> TagJson.print(tag).toString(), TagCatalog::read);

  private final Definitions<Tag> definitions;
  private final Function<String, List<TagUser>> users;
  private final Map<String, Tag> tags = new ConcurrentHashMap<>();
  private final List<Listener> listeners = new CopyOnWriteArrayList<>();

  /** Told of every change after it is saved. */
  public interface Listener {
    void defined(Tag tag);

    void deleted(String key);
  }

  /**
   * Opens the catalogue.
   *
   * @param users names what uses a tag, for example audiences; other tags are known here
   */
  public TagCatalog(Metastore metastore, Function<String, List<TagUser>> users) {
    this.definitions = metastore.definitions("tag", CODEC);
    this.users = users;
    definitions
        .list()
        .forEach(stored -> tags.put(stored.key(), stored.value().withVersion(stored.version())));
  }

  private static Tag read(String json) {
    try {
      return TagJson.read(MAPPER.readTree(json));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("A stored tag is not JSON", e);
    }
  }

  public void listen(Listener listener) {
    listeners.add(listener);
  }

  /** All tags, by key. */
  public List<Tag> list() {
    return tags.values().stream().sorted(Comparator.comparing(Tag::key)).toList();
  }

  /** All tags, each after those that it is made of. */
  public List<Tag> inOrder() {
    return new TagGraph(tags).inOrder();
  }

  /** Keys of the tags that are made of this one directly. */
  public List<String> madeOf(String key) {
    return new TagGraph(tags).madeOf(key);
  }

  /** Everything that uses a tag directly. */
  public List<TagUser> users(String key) {
    return Stream.concat(
            madeOf(key).stream().map(tag -> new TagUser(TagUser.Kind.TAG, tag)),
            users.apply(key).stream())
        .toList();
  }

  public Set<String> keys() {
    return Set.copyOf(tags.keySet());
  }

  public Optional<Tag> find(String key) {
    return Optional.ofNullable(tags.get(key));
  }

  /**
   * The tag with this key.
   *
   * @throws NotFound when there is none, with the nearest key
   */
  public Tag require(String key) {
    return find(key)
        .orElseThrow(() -> new NotFound("tag", key, NearestName.hint(key, tags.keySet())));
  }

  /**
   * Saves a new tag.
   *
   * @param by who saves, and owns it when the tag names nobody
   * @throws InvalidInput when it would be made of itself
   * @throws Conflict when the key is taken
   */
  public synchronized Tag create(Tag draft, String by) {
    Tag tag = draft.owner().isEmpty() ? draft.ownedBy(by) : draft;
    refuseCircle(tag);
    var stored =
        definitions
            .create(tag.key(), tag, by)
            .orElseThrow(
                () ->
                    new Conflict(
                        "There is a tag '" + tag.key() + "' already; choose another key."));
    return publish(tag.withVersion(stored.version()));
  }

  /**
   * Saves a new version of a tag; its old values stay until the new ones are whole.
   *
   * @throws NotFound when there is no such tag
   * @throws InvalidInput when it would be made of itself, with the tags on the way
   * @throws Conflict when the type would change under what uses it
   */
  public synchronized Tag update(Tag draft, String by) {
    Tag old = require(draft.key());
    Tag tag = draft.owner().isEmpty() ? draft.ownedBy(old.owner()) : draft;
    refuseCircle(tag);
    List<TagUser> using = old.type() == tag.type() ? List.of() : users(tag.key());
    if (!using.isEmpty()) {
      throw new Conflict(
          "The type of the tag '"
              + tag.key()
              + "' cannot change while it is used by "
              + said(using)
              + ".");
    }
    return publish(tag.withVersion(definitions.save(tag.key(), tag, by).version()));
  }

  private void refuseCircle(Tag tag) {
    new TagGraph(tags)
        .circle(tag)
        .ifPresent(
            way -> {
              throw new InvalidInput(
                  "/definition",
                  "the tag would be made of itself: "
                      + String.join(" → ", way)
                      + "; take one of them out of a rule");
            });
  }

  private static String said(List<TagUser> users) {
    return users.stream().map(TagUser::toString).collect(Collectors.joining(", "));
  }

  private Tag publish(Tag tag) {
    tags.put(tag.key(), tag);
    listeners.forEach(listener -> listener.defined(tag));
    return tag;
  }

  /**
   * Deletes a tag.
   *
   * @throws NotFound when there is no such tag
   * @throws Conflict when something uses it; the message says what
   */
  public synchronized void delete(String key, String by) {
    require(key);
    List<TagUser> using = users(key);
    if (!using.isEmpty()) {
      throw new Conflict(
          "The tag '" + key + "' is used by " + said(using) + "; change those first.");
    }
    definitions.delete(key, by);
    tags.remove(key);
    listeners.forEach(listener -> listener.deleted(key));
  }
}
