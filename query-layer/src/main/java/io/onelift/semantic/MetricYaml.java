package io.onelift.semantic;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.onelift.semantic.Metric.Definition;
import io.onelift.semantic.Metric.EventCount;
import io.onelift.semantic.Metric.EventNumber;
import io.onelift.semantic.Metric.EventProfiles;
import io.onelift.semantic.Metric.Fold;
import io.onelift.semantic.Metric.Format;
import io.onelift.semantic.Metric.ProfileCount;
import io.onelift.semantic.Metric.ProfileNumber;
import io.onelift.semantic.Metric.Ratio;
import io.onelift.semantic.Metric.TraitTest;
import io.onelift.tag.EventMeasure.PropertyTest;
import io.onelift.tag.JsonFields;
import io.onelift.tag.Predicate;
import io.onelift.tag.PredicateJson;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Reads one metric. */
final class MetricYaml {
  private static final List<String> DEFINITIONS =
      List.of("count", "distinct_profiles", "sum", "average", "profiles", "ratio");

  private MetricYaml() {}

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
      case "count" -> {
        node.allow(Set.of("event", "where"));
        yield new EventCount(node.text("event"), properties(node));
      }
      case "distinct_profiles" -> {
        node.allow(Set.of("event", "where"));
        yield new EventProfiles(node.text("event"), properties(node));
      }
      case "sum" -> number(node, Fold.SUM);
      case "average" -> number(node, Fold.AVERAGE);
      case "ratio" -> {
        node.allow(Set.of("of", "to"));
        yield new Ratio(node.text("of"), node.text("to"));
      }
      default -> {
        node.allow(Set.of("time", "where"));
        yield new ProfileCount(traits(node), node.optionalText("time").orElse(""));
      }
    };
  }

  private static Definition number(ModelNode node, Fold fold) {
    node.allow(Set.of("event", "property", "trait", "where"));
    if (node.has("trait")) {
      if (node.has("event") || node.has("property")) {
        node.problem("Give either a trait, or an event and a property, not both");
      }
      return new ProfileNumber(traits(node), fold, node.text("trait"));
    }
    return new EventNumber(node.text("event"), properties(node), fold, node.text("property"));
  }

  private static List<PropertyTest> properties(ModelNode node) {
    List<PropertyTest> tests = new ArrayList<>();
    for (ModelNode item : node.child("where").items()) {
      item.allow(with("property"));
      tests.add(new PropertyTest(item.text("property"), test(item)));
    }
    return tests;
  }

  private static List<TraitTest> traits(ModelNode node) {
    List<TraitTest> tests = new ArrayList<>();
    for (ModelNode item : node.child("where").items()) {
      item.allow(with("trait"));
      tests.add(new TraitTest(item.text("trait"), test(item)));
    }
    return tests;
  }

  /** The test of an item, in the words of audience rules. */
  private static Predicate test(ModelNode item) {
    Predicate otherwise = new Predicate.IsSet(true);
    return item.json() instanceof ObjectNode object
        ? PredicateJson.parse(
                new JsonFields(object, item.pointer(), item.problems()), Optional.empty())
            .orElse(otherwise)
        : otherwise;
  }

  private static Set<String> with(String word) {
    Set<String> words = new HashSet<>(PredicateJson.FIELDS);
    words.add(word);
    return words;
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
