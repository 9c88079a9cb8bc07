package io.onelift.audience;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.onelift.audience.Rule.InAudience;
import io.onelift.audience.SavedAudience.Size;
import io.onelift.event.Conflict;
import io.onelift.event.InvalidInput;
import io.onelift.event.NotFound;
import io.onelift.event.Problem;
import io.onelift.metastore.Definitions;
import io.onelift.metastore.JsonCodec;
import io.onelift.metastore.Metastore;
import io.onelift.tag.NearestName;
import io.onelift.tag.TagUser;
import java.io.UncheckedIOException;
import java.text.Normalizer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * The saved audiences of the project. Every change is a new version in the metastore; reads come
 * from memory. Safe for use by many threads of one process.
 */
public final class AudienceCatalog {
  private static final Pattern KEY = Pattern.compile("[\\p{L}\\p{N}_][\\p{L}\\p{N}_.-]{0,63}");
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final JsonCodec<Document> CODEC =
      new JsonCodec<>(AudienceCatalog::print, AudienceCatalog::read);

  private final Definitions<Document> definitions;
  private final AudienceSizeTable sizes;
  private final Map<String, SavedAudience> audiences = new ConcurrentHashMap<>();

  private record Document(String name, String description, Rule rule) {}

  /** Opens the catalogue. */
  public AudienceCatalog(Metastore metastore) {
    this.definitions = metastore.definitions("audience", CODEC);
    this.sizes = new AudienceSizeTable(metastore);
    Map<String, Size> counted = sizes.load();
    for (Definitions.Stored<Document> stored : definitions.list()) {
      audiences.put(stored.key(), audience(stored, Optional.ofNullable(counted.get(stored.key()))));
    }
  }

  private static String print(Document document) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("name", document.name)
        .put("description", document.description)
        .<ObjectNode>set("rule", RuleJson.print(document.rule))
        .toString();
  }

  private static Document read(String json) {
    try {
      JsonNode node = MAPPER.readTree(json);
      return new Document(
          node.path("name").asText(),
          node.path("description").asText(),
          RuleJson.read(node.path("rule").toString()));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("A stored audience is not JSON", e);
    }
  }

  private static SavedAudience audience(Definitions.Stored<Document> stored, Optional<Size> size) {
    return new SavedAudience(
        stored.key(),
        stored.value().name,
        stored.value().description,
        stored.value().rule,
        stored.version(),
        size,
        stored.updatedAt(),
        stored.updatedBy());
  }

  /** All audiences, by key. */
  public List<SavedAudience> list() {
    return audiences.values().stream().sorted(Comparator.comparing(SavedAudience::key)).toList();
  }

  public Set<String> keys() {
    return Set.copyOf(audiences.keySet());
  }

  public Optional<SavedAudience> find(String key) {
    return Optional.ofNullable(audiences.get(key));
  }

  /** The rule of an audience, as the engine asks for it. */
  public Optional<Rule> rule(String key) {
    return find(key).map(SavedAudience::rule);
  }

  /**
   * The audience with this key.
   *
   * @throws NotFound when there is none, with the nearest key
   */
  public SavedAudience require(String key) {
    return find(key)
        .orElseThrow(
            () -> new NotFound("audience", key, NearestName.hint(key, audiences.keySet())));
  }

  /**
   * Saves a new audience.
   *
   * @param by who saves
   * @throws InvalidInput when key, name or rule cannot be
   * @throws Conflict when the key is taken
   */
  public synchronized SavedAudience create(AudienceDraft draft, String by) {
    String key = draft.key().orElseGet(() -> keyFor(draft.name()));
    check(key, draft);
    Document document =
        new Document(draft.name().strip(), draft.description().strip(), draft.rule());
    var stored =
        definitions
            .create(key, document, by)
            .orElseThrow(
                () ->
                    new Conflict(
                        "There is an audience '" + key + "' already; choose another key."));
    return keep(audience(stored, Optional.empty()));
  }

  /**
   * Saves a new version of an audience; the draft's key does not matter.
   *
   * @throws NotFound when there is no such audience
   * @throws InvalidInput when name or rule cannot be, for example because it would contain itself
   */
  public synchronized SavedAudience update(String key, AudienceDraft draft, String by) {
    SavedAudience old = require(key);
    check(key, draft);
    Document document =
        new Document(draft.name().strip(), draft.description().strip(), draft.rule());
    boolean same = old.rule().equals(draft.rule());
    return keep(
        audience(definitions.save(key, document, by), same ? old.size() : Optional.empty()));
  }

  private SavedAudience keep(SavedAudience audience) {
    audiences.put(audience.key(), audience);
    return audience;
  }

  private void check(String key, AudienceDraft draft) {
    List<Problem> problems = new ArrayList<>();
    if (!KEY.matcher(key).matches()) {
      problems.add(
          new Problem("/key", "must be 1 to 64 letters, digits, _ . or -, not '" + key + "'"));
    }
    if (draft.name().isBlank()) {
      problems.add(new Problem("/name", "is missing"));
    }
    way(draft.rule(), List.of(key), new HashSet<>())
        .ifPresent(
            way ->
                problems.add(
                    new Problem(
                        "/rule",
                        "the audience '"
                            + key
                            + "' would contain itself ("
                            + way
                            + "); take it out of the rule")));
    if (!problems.isEmpty()) {
      throw new InvalidInput(problems);
    }
  }

  /** The way on which a rule leads to an audience, {@code a → b → a}; empty when it does not. */
  private Optional<String> way(Rule rule, List<String> path, Set<String> seen) {
    if (rule instanceof InAudience(String inner)) {
      List<String> longer = new ArrayList<>(path);
      longer.add(inner);
      if (inner.equals(path.getFirst())) {
        return Optional.of(String.join(" → ", longer));
      }
      return seen.add(inner)
          ? rule(inner).flatMap(next -> way(next, longer, seen))
          : Optional.empty();
    }
    return Rules.children(rule).stream()
        .flatMap(child -> way(child, path, seen).stream())
        .findFirst();
  }

  /**
   * Letters and digits of the name in lower case, else {@code audience}, with a number if taken.
   */
  String keyFor(String name) {
    String plain =
        Normalizer.normalize(name, Normalizer.Form.NFKD)
            .toLowerCase(Locale.ROOT)
            .replaceAll("[^a-z0-9]+", "_")
            .replaceAll("^_+|_+$", "");
    String base = plain.isEmpty() ? "audience" : plain.substring(0, Math.min(plain.length(), 56));
    String key = plain.isEmpty() ? base + "_1" : base;
    for (int i = 2; audiences.containsKey(key); i++) {
      key = base + "_" + i;
    }
    return key;
  }

  /**
   * Deletes an audience.
   *
   * @throws NotFound when there is no such audience
   * @throws Conflict when another audience uses it
   */
  public synchronized void delete(String key, String by) {
    require(key);
    List<String> using =
        list().stream()
            .filter(other -> !other.key().equals(key))
            .filter(other -> Rules.names(other.rule(), key))
            .map(SavedAudience::key)
            .toList();
    if (!using.isEmpty()) {
      throw new Conflict(
          "The audience '"
              + key
              + "' is used by "
              + String.join(", ", using)
              + "; change those first.");
    }
    definitions.delete(key, by);
    sizes.remove(key);
    audiences.remove(key);
  }

  /** The audiences whose own rule names this tag. */
  public List<TagUser> usingTag(String tag) {
    return list().stream()
        .filter(audience -> Rules.namesTag(audience.rule(), tag))
        .map(audience -> new TagUser(TagUser.Kind.AUDIENCE, audience.key()))
        .toList();
  }

  /** Notes a size; nothing happens when the audience is gone or its rule was changed meanwhile. */
  synchronized void resize(SavedAudience counted, long profiles, Instant asOf) {
    SavedAudience current = audiences.get(counted.key());
    if (current == null || current.version() != counted.version()) {
      return;
    }
    Size size = new Size(profiles, asOf);
    sizes.save(counted.key(), size);
    keep(
        new SavedAudience(
            current.key(),
            current.name(),
            current.description(),
            current.rule(),
            current.version(),
            Optional.of(size),
            current.updatedAt(),
            current.updatedBy()));
  }
}
