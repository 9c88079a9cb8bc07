package io.onelift.semantic;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.onelift.semantic.Metric.ColumnTest;
import io.onelift.semantic.Metric.EventCount;
import io.onelift.semantic.Metric.EventNumber;
import io.onelift.semantic.Metric.EventProfiles;
import io.onelift.semantic.Metric.Fold;
import io.onelift.semantic.Metric.OverRows;
import io.onelift.semantic.Metric.ProfileCount;
import io.onelift.semantic.Metric.ProfileNumber;
import io.onelift.semantic.Metric.SubjectCount;
import io.onelift.semantic.Metric.TableCount;
import io.onelift.semantic.Metric.TableNumber;
import io.onelift.semantic.Metric.TraitTest;
import io.onelift.tag.EventMeasure.PropertyTest;
import io.onelift.tag.JsonFields;
import io.onelift.tag.Predicate;
import io.onelift.tag.PredicateJson;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads what a metric computes over rows. */
final class RowsYaml {
  static final List<String> DEFINITIONS =
      List.of(
          "count",
          "distinct_profiles",
          "distinct",
          "sum",
          "average",
          "min",
          "max",
          "median",
          "quantile",
          "profiles");

  private RowsYaml() {}

  static OverRows read(String word, ModelNode node) {
    return switch (word) {
      case "count" -> node.has("table") ? tableCount(node) : eventCount(node);
      case "distinct_profiles" -> {
        node.allow(Set.of("event", "where"));
        yield new EventProfiles(node.text("event"), properties(node));
      }
      case "distinct" -> node.has("subject") ? subjects(node) : folded(node, Fold.DISTINCT);
      case "sum" -> folded(node, Fold.SUM);
      case "average" -> folded(node, Fold.AVERAGE);
      case "min" -> folded(node, Fold.MINIMUM);
      case "max" -> folded(node, Fold.MAXIMUM);
      case "median" -> folded(node, Fold.quantile(0.5));
      case "quantile" -> folded(node, Fold.quantile(level(node)));
      default -> {
        node.allow(Set.of("time", "where"));
        yield new ProfileCount(traits(node), node.optionalText("time").orElse(""));
      }
    };
  }

  private static double level(ModelNode node) {
    ModelNode level = node.child("level");
    double value = level.json().asDouble(Double.NaN);
    if (!level.json().isNumber() || !(value > 0 && value < 1)) {
      (node.has("level") ? level : node)
          .problem("A quantile needs a 'level' between 0 and 1, like 0.9");
      return 0.5;
    }
    return value;
  }

  private static EventCount eventCount(ModelNode node) {
    node.allow(Set.of("event", "where"));
    return new EventCount(node.text("event"), properties(node));
  }

  private static TableCount tableCount(ModelNode node) {
    node.allow(Set.of("table", "where", "time"));
    return new TableCount(node.text("table"), columns(node), time(node));
  }

  private static OverRows subjects(ModelNode node) {
    node.allow(Set.of("subject", "event", "table", "where", "time"));
    if (node.has("event") && node.has("table")) {
      node.problem("Give either an event or a table whose subjects count, not both");
    }
    OverRows rows =
        node.has("table")
            ? new TableCount(node.text("table"), columns(node), time(node))
            : node.has("event")
                ? new EventCount(node.text("event"), properties(node))
                : new ProfileCount(traits(node), node.optionalText("time").orElse(""));
    return new SubjectCount(rows, node.text("subject"));
  }

  private static OverRows folded(ModelNode node, Fold fold) {
    Set<String> words = new HashSet<>(List.of("event", "property", "trait", "table", "where"));
    words.addAll(List.of("column", "time"));
    if (fold.kind() == Fold.Kind.QUANTILE && !node.pointer().endsWith("/median")) {
      words.add("level");
    }
    if (fold.equals(Fold.DISTINCT)) {
      words.addAll(List.of("columns", "subject"));
    }
    node.allow(words);
    List<String> sources = List.of("trait", "event", "table").stream().filter(node::has).toList();
    if (sources.size() > 1 || (node.has("trait") && node.has("property"))) {
      node.problem("Give either a trait, or an event and a property, or a table and a column");
    }
    if (node.has("trait")) {
      return new ProfileNumber(traits(node), fold, node.text("trait"));
    }
    if (node.has("table")) {
      List<String> values =
          node.has("columns") ? node.texts("columns") : List.of(node.text("column"));
      return new TableNumber(node.text("table"), columns(node), time(node), fold, values);
    }
    return new EventNumber(node.text("event"), properties(node), fold, node.text("property"));
  }

  private static Optional<String> time(ModelNode node) {
    return node.optionalText("time");
  }

  private static List<PropertyTest> properties(ModelNode node) {
    List<PropertyTest> tests = new ArrayList<>();
    for (ModelNode item : node.child("where").items()) {
      item.allow(testOf("property"));
      tests.add(new PropertyTest(item.text("property"), test(item)));
    }
    return tests;
  }

  private static List<TraitTest> traits(ModelNode node) {
    List<TraitTest> tests = new ArrayList<>();
    for (ModelNode item : node.child("where").items()) {
      item.allow(testOf("trait"));
      tests.add(new TraitTest(item.text("trait"), test(item)));
    }
    return tests;
  }

  private static List<ColumnTest> columns(ModelNode node) {
    String own = node.optionalText("table").orElse("");
    List<ColumnTest> tests = new ArrayList<>();
    Set<String> words = testOf("column");
    words.add("table");
    for (ModelNode item : node.child("where").items()) {
      item.allow(words);
      tests.add(
          new ColumnTest(item.optionalText("table").orElse(own), item.text("column"), test(item)));
    }
    return tests;
  }

  /** The test of an item, in the words of audience rules. */
  static Predicate test(ModelNode item) {
    Predicate otherwise = new Predicate.IsSet(true);
    return item.json() instanceof ObjectNode object
        ? PredicateJson.parse(
                new JsonFields(object, item.pointer(), item.problems()), Optional.empty())
            .orElse(otherwise)
        : otherwise;
  }

  /** The words of a test on what the word names. */
  static Set<String> testOf(String word) {
    Set<String> words = new HashSet<>(PredicateJson.FIELDS);
    words.add(word);
    return words;
  }
}
