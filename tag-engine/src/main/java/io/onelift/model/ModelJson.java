package io.onelift.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.onelift.audience.Rule;
import io.onelift.audience.RuleJson;
import io.onelift.audience.Vocabulary;
import io.onelift.event.InvalidInput;
import io.onelift.event.Problem;
import io.onelift.model.ModelDefinition.Kind;
import io.onelift.tag.JsonFields;
import io.onelift.tag.NearestName;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Definitions of models in JSON: {@code {"key":"buyers","name":"…","description":"…",
 * "kind":"propensity","label":{rule},"population":{rule},"without":["tag"],"seed":1,
 * "score_tag":"buyers_score","grade_tag":"buyers_grade"}}; the first four and the label have to be
 * there, the description may be missing.
 */
public final class ModelJson {
  static final Pattern KEY = Pattern.compile("[\\p{L}\\p{N}_][\\p{L}\\p{N}_.-]{0,63}");

  private ModelJson() {}

  /**
   * A definition as somebody sent it, checked against what the project knows.
   *
   * @throws InvalidInput with every problem at once
   */
  public static ModelDefinition parse(JsonNode body, Vocabulary names) {
    return parse(body, Optional.of(names));
  }

  /** A definition as the metastore keeps it: its form is checked, its names are not. */
  static ModelDefinition read(JsonNode stored) {
    return parse(stored, Optional.empty());
  }

  private static ModelDefinition parse(JsonNode body, Optional<Vocabulary> names) {
    List<Problem> problems = new ArrayList<>();
    Optional<ModelDefinition> definition =
        JsonFields.of(body, "", problems).flatMap(fields -> parse(fields, names));
    if (!problems.isEmpty()) {
      throw new InvalidInput(problems);
    }
    return definition.orElseThrow();
  }

  private static Optional<ModelDefinition> parse(JsonFields fields, Optional<Vocabulary> names) {
    Optional<String> key = key(fields, "key", true);
    Optional<String> name = fields.requiredText("name");
    String description = fields.text("description").orElse("");
    Optional<Kind> kind = fields.requiredText("kind").flatMap(word -> kind(fields, word));
    if (!fields.has("label")) {
      fields.problem(
          "label", "is missing; say who is positive with a rule such as {\"audience\":\"buyers\"}");
    }
    Optional<Rule> label = rule(fields, "label", names);
    Optional<Rule> population = rule(fields, "population", names);
    Set<String> without = without(fields, names);
    long seed = seed(fields);
    Optional<String> scoreTag = key(fields, "score_tag", false);
    Optional<String> gradeTag = key(fields, "grade_tag", false);
    if (scoreTag.isPresent() && scoreTag.equals(gradeTag)) {
      fields.problem("grade_tag", "must be another tag than score_tag");
    }
    fields.refuseOthers();
    return key.isPresent() && name.isPresent() && kind.isPresent() && label.isPresent()
        ? Optional.of(
            new ModelDefinition(
                key.get(),
                name.get().strip(),
                description,
                kind.get(),
                label.get(),
                population,
                without,
                seed,
                scoreTag,
                gradeTag))
        : Optional.empty();
  }

  private static Optional<String> key(JsonFields fields, String field, boolean required) {
    Optional<String> key = required ? fields.requiredText(field) : fields.text(field);
    key.filter(text -> !KEY.matcher(text).matches())
        .ifPresent(
            text ->
                fields.problem(
                    field, "must be 1 to 64 letters, digits, _ . or -, not '" + text + "'"));
    return key;
  }

  private static Optional<Kind> kind(JsonFields fields, String word) {
    Optional<Kind> kind = Kind.ofJson(word);
    if (kind.isEmpty()) {
      List<String> words = Arrays.stream(Kind.values()).map(Kind::json).toList();
      fields.problem("kind", "there is no kind '" + word + "'. " + NearestName.hint(word, words));
    }
    return kind;
  }

  private static Optional<Rule> rule(JsonFields fields, String field, Optional<Vocabulary> names) {
    Optional<JsonNode> json = fields.any(field);
    if (json.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          names.isPresent()
              ? RuleJson.parse(json.get(), fields.pointer(field), names.get())
              : RuleJson.read(json.get().toString()));
    } catch (InvalidInput e) {
      fields.problems().addAll(e.problems());
      return Optional.empty();
    }
  }

  private static Set<String> without(JsonFields fields, Optional<Vocabulary> names) {
    Set<String> without = new HashSet<>();
    int index = 0;
    for (JsonNode element :
        fields.list("without").stream().flatMap(JsonNode::valueStream).toList()) {
      String tag = element.asText();
      if (names.filter(known -> !known.tags().contains(tag)).isPresent()) {
        fields
            .problems()
            .add(
                new Problem(
                    fields.pointer("without") + "/" + index,
                    "there is no tag '" + tag + "'. " + NearestName.hint(tag, names.get().tags())));
      }
      without.add(tag);
      index++;
    }
    return without;
  }

  private static long seed(JsonFields fields) {
    Optional<JsonNode> seed = fields.any("seed");
    if (seed.isPresent() && !seed.get().canConvertToLong()) {
      fields.problem("seed", "must be a whole number, not " + seed.get());
      return 0;
    }
    return seed.map(JsonNode::longValue).orElse(1L);
  }

  /** The definition as {@link #parse} takes it. */
  public static ObjectNode print(ModelDefinition model) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("key", model.key()).put("name", model.name());
    if (!model.description().isEmpty()) {
      json.put("description", model.description());
    }
    json.put("kind", model.kind().json());
    json.set("label", RuleJson.print(model.label()));
    model.population().ifPresent(rule -> json.set("population", RuleJson.print(rule)));
    if (!model.without().isEmpty()) {
      ArrayNode without = json.putArray("without");
      model.without().stream().sorted().forEach(without::add);
    }
    json.put("seed", model.seed());
    model.scoreTag().ifPresent(tag -> json.put("score_tag", tag));
    model.gradeTag().ifPresent(tag -> json.put("grade_tag", tag));
    return json;
  }
}
