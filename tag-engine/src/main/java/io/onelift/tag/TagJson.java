package io.onelift.tag;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.onelift.event.InvalidInput;
import io.onelift.event.Problem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Tags in JSON: {@code
 * {"key":"aum","names":{"zh":"资产","en":"AUM"},"description":"…","category":"…","owner":"…",
 * "type":"number","definition":{"trait":"aum"}}}; see {@link DefinitionJson} for definitions.
 */
public final class TagJson {
  private static final Pattern KEY = Pattern.compile("[\\p{L}\\p{N}_][\\p{L}\\p{N}_.-]{0,63}");
  private static final int LONGEST_TEXT = 2_000;

  private TagJson() {}

  /**
   * A tag as somebody sent it, checked against what the project knows.
   *
   * @throws InvalidInput with every problem at once
   */
  public static Tag parse(JsonNode body, FieldVocabulary names, DefinitionLanguage language) {
    return parse(body, Optional.of(new Checks(names, language)));
  }

  /** What a definition is checked against. */
  record Checks(FieldVocabulary names, DefinitionLanguage language) {}

  /** A tag as the metastore keeps it: its form is checked, its names are not. */
  static Tag read(JsonNode stored) {
    return parse(stored, Optional.empty());
  }

  private static Tag parse(JsonNode body, Optional<Checks> checks) {
    List<Problem> problems = new ArrayList<>();
    Optional<Tag> tag = JsonFields.of(body, "", problems).flatMap(fields -> parse(fields, checks));
    if (!problems.isEmpty()) {
      throw new InvalidInput(problems);
    }
    return tag.orElseThrow();
  }

  private static Optional<Tag> parse(JsonFields fields, Optional<Checks> checks) {
    Optional<String> key = fields.requiredText("key");
    key.filter(text -> !KEY.matcher(text).matches())
        .ifPresent(
            text ->
                fields.problem(
                    "key", "must be 1 to 64 letters, digits, _ . or -, not '" + text + "'"));
    Optional<TagNames> called = names(fields, key);
    Optional<TagType> type = type(fields);
    String description = text(fields, "description");
    String category = text(fields, "category");
    String owner = text(fields, "owner");
    if (!fields.has("definition")) {
      fields.problem("definition", "is missing");
    }
    Optional<TagDefinition> definition =
        fields
            .object("definition")
            .flatMap(inner -> new DefinitionParser(inner, type, checks).parse());
    fields.refuseOthers();
    return key.isPresent() && called.isPresent() && type.isPresent() && definition.isPresent()
        ? Optional.of(
            new Tag(
                key.get(),
                called.get(),
                description,
                category,
                owner,
                type.get(),
                definition.get(),
                0))
        : Optional.empty();
  }

  private static String text(JsonFields fields, String field) {
    String text = fields.text(field).orElse("");
    if (text.length() > LONGEST_TEXT) {
      fields.problem(field, "has " + text.length() + " letters; at most " + LONGEST_TEXT + " fit");
    }
    return text;
  }

  private static Optional<TagNames> names(JsonFields fields, Optional<String> key) {
    Optional<JsonFields> names = fields.object("names");
    String zh = names.flatMap(inner -> inner.text("zh")).orElse("");
    String en = names.flatMap(inner -> inner.text("en")).orElse("");
    names.ifPresent(JsonFields::refuseOthers);
    return zh.isEmpty() && en.isEmpty()
        ? key.map(text -> new TagNames(text, text))
        : Optional.of(new TagNames(zh, en));
  }

  private static Optional<TagType> type(JsonFields fields) {
    return fields
        .requiredText("type")
        .flatMap(
            word -> {
              Optional<TagType> type = TagType.ofJson(word);
              if (type.isEmpty()) {
                List<String> words = Arrays.stream(TagType.values()).map(TagType::json).toList();
                fields.problem(
                    "type", "there is no type '" + word + "'. " + NearestName.hint(word, words));
              }
              return type;
            });
  }

  /** The tag as {@link #parse} takes it. */
  public static ObjectNode print(Tag tag) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("key", tag.key());
    json.putObject("names").put("zh", tag.names().zh()).put("en", tag.names().en());
    if (!tag.description().isEmpty()) {
      json.put("description", tag.description());
    }
    if (!tag.category().isEmpty()) {
      json.put("category", tag.category());
    }
    if (!tag.owner().isEmpty()) {
      json.put("owner", tag.owner());
    }
    json.put("type", tag.type().json());
    json.set("definition", DefinitionJson.print(tag.definition()));
    return json;
  }
}
