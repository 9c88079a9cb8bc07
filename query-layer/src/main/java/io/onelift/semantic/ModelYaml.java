package io.onelift.semantic;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.onelift.event.InvalidInput;
import io.onelift.event.Problem;
import io.onelift.event.ValueType;
import io.onelift.tag.NearestName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;

/** Reads the YAML that the package describes. */
final class ModelYaml {
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
  private static final Set<String> NAME_WORDS = Set.of("zh", "en", "synonyms");

  private ModelYaml() {}

  /**
   * @throws InvalidInput with everything that is not as it must be in the document itself
   */
  static ModelDocument read(String text) {
    List<Problem> problems = new ArrayList<>();
    ModelNode root = new ModelNode(parse(text), "", problems);
    root.allow(Set.of("events", "metrics", "dimensions", "subjects", "tables"));
    ModelDocument document =
        new ModelDocument(
            each(root, "metrics", MetricYaml::read),
            each(root, "dimensions", DimensionYaml::read),
            each(root, "events", ModelYaml::event),
            each(root, "subjects", SubjectYaml::read),
            each(root, "tables", TableYaml::read));
    if (!problems.isEmpty()) {
      throw new InvalidInput(problems);
    }
    return document;
  }

  private static <T> Map<String, T> each(
      ModelNode root, String word, BiFunction<String, ModelNode, T> read) {
    Map<String, T> elements = new LinkedHashMap<>();
    root.child(word).entries().forEach((key, node) -> elements.put(key, read.apply(key, node)));
    return elements;
  }

  private static Names event(String name, ModelNode node) {
    node.allow(NAME_WORDS);
    return names(node, name);
  }

  private static JsonNode parse(String text) {
    try {
      JsonNode root = YAML.readTree(text);
      return root == null || root.isNull() ? MissingNode.getInstance() : root;
    } catch (JsonProcessingException e) {
      String where =
          e.getLocation() == null
              ? ""
              : " at line "
                  + e.getLocation().getLineNr()
                  + ", column "
                  + e.getLocation().getColumnNr();
      throw new InvalidInput("", "This is not YAML" + where + ": " + e.getOriginalMessage());
    }
  }

  static Names names(ModelNode node, String otherwise) {
    String zh = node.optionalText("zh").orElse(node.optionalText("en").orElse(otherwise));
    String en = node.optionalText("en").orElse(otherwise);
    return new Names(zh, en, node.texts("synonyms"));
  }

  /** Checks that a key can be written everywhere without quotes. */
  static void checkKey(String key, ModelNode node) {
    if (!key.equals(key.toLowerCase(Locale.ROOT))
        || !key.codePoints().allMatch(c -> Character.isLetterOrDigit(c) || c == '_')) {
      node.problem(
          "The key '"
              + key
              + "' must be lower-case letters, digits and underscores, like new_users");
    }
  }

  static ValueType type(String text, ModelNode node) {
    for (ValueType type : ValueType.values()) {
      if (type.name().toLowerCase(Locale.ROOT).equals(text)) {
        return type;
      }
    }
    Set<String> known = Set.of("text", "number", "boolean", "time", "list");
    node.problem("'" + text + "' is no type. " + NearestName.hint(text, known));
    return ValueType.TEXT;
  }
}
