package io.onelift.semantic;

import io.onelift.event.InvalidInput;
import io.onelift.semantic.Metric.Definition;
import io.onelift.semantic.Metric.DimensionTest;
import io.onelift.semantic.Metric.Filtered;
import io.onelift.semantic.Metric.Format;
import io.onelift.semantic.Metric.Formula;
import io.onelift.semantic.Metric.PerSubject;
import io.onelift.semantic.Metric.ProfileCount;
import io.onelift.semantic.Metric.Ratio;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Reads one metric. */
final class MetricYaml {
  private static final List<String> DERIVED =
      List.of("ratio", "filtered", "per_subject", "formula");
  private static final List<String> DEFINITIONS = definitions();

  private MetricYaml() {}

  private static List<String> definitions() {
    List<String> words = new ArrayList<>(RowsYaml.DEFINITIONS);
    words.addAll(DERIVED);
    return List.copyOf(words);
  }

  static Metric read(String key, ModelNode node) {
    ModelYaml.checkKey(key, node);
    Set<String> words = new HashSet<>(DEFINITIONS);
    words.addAll(List.of("zh", "en", "synonyms", "description", "format"));
    node.allow(words);
    Definition definition =
        node.oneOf(DEFINITIONS, "The definition of the metric")
            .map(word -> definition(word, node.child(word)))
            .orElse(new ProfileCount(List.of(), ""));
    Names names = ModelYaml.names(node, key);
    String description = node.optionalText("description").orElse(names.en());
    return new Metric(key, names, description, definition, format(node));
  }

  private static Definition definition(String word, ModelNode node) {
    return switch (word) {
      case "ratio" -> {
        node.allow(Set.of("of", "to"));
        yield new Ratio(node.text("of"), node.text("to"));
      }
      case "filtered" -> {
        node.allow(Set.of("of", "where"));
        yield new Filtered(node.text("of"), dimensions(node));
      }
      case "per_subject" -> {
        node.allow(Set.of("of", "subject"));
        yield new PerSubject(
            node.text("of"), node.optionalText("subject").orElse(Subject.CUSTOMER));
      }
      case "formula" -> new Formula(expression(node));
      default -> RowsYaml.read(word, node);
    };
  }

  private static Expression expression(ModelNode node) {
    Expression nothing = new Expression.Constant(0);
    if (!node.json().isValueNode()) {
      node.problem("A formula is a text like 'purchases / buyers * 100', not " + node.json());
      return nothing;
    }
    try {
      return Expression.parse(node.json().asText());
    } catch (InvalidInput e) {
      e.problems().forEach(problem -> node.problem(problem.message()));
      return nothing;
    }
  }

  private static List<DimensionTest> dimensions(ModelNode node) {
    List<DimensionTest> tests = new ArrayList<>();
    if (!node.has("where")) {
      node.problem("'where' is missing: tests on dimensions, like [{dimension: city, eq: 上海}]");
    }
    for (ModelNode item : node.child("where").items()) {
      item.allow(RowsYaml.testOf("dimension"));
      tests.add(new DimensionTest(item.text("dimension"), RowsYaml.test(item)));
    }
    return tests;
  }

  private static Format format(ModelNode node) {
    String text = node.optionalText("format").orElse("number");
    for (Format format : Format.values()) {
      if (format.name().toLowerCase(Locale.ROOT).equals(text)) {
        return format;
      }
    }
    node.child("format").problem("'" + text + "' is no format; give one of number, money, percent");
    return Format.NUMBER;
  }
}
