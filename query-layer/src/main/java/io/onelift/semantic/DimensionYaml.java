package io.onelift.semantic;

import io.onelift.event.ValueType;
import io.onelift.semantic.Dimension.BandSource;
import io.onelift.semantic.Dimension.ColumnSource;
import io.onelift.semantic.Dimension.PropertySource;
import io.onelift.semantic.Dimension.Source;
import io.onelift.semantic.Dimension.TagSource;
import io.onelift.semantic.Dimension.TimeSource;
import io.onelift.semantic.Dimension.TraitSource;
import io.onelift.semantic.Dimension.ValueNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads one dimension. */
final class DimensionYaml {
  private static final List<String> SOURCES =
      List.of("trait", "property", "tag", "table", "time", "bands");

  private DimensionYaml() {}

  static Dimension read(String key, ModelNode node) {
    ModelYaml.checkKey(key, node);
    node.allow(
        Set.of(
            "zh",
            "en",
            "synonyms",
            "type",
            "labels",
            "trait",
            "property",
            "tag",
            "table",
            "column",
            "via",
            "time",
            "bands"));
    if (!node.has("table")) {
      for (String word : List.of("column", "via")) {
        if (node.has(word)) {
          node.child(word).problem("'" + word + "' goes with 'table', which is missing");
        }
      }
    }
    Source source =
        node.oneOf(SOURCES, "The source of the dimension")
            .map(word -> source(word, node))
            .orElse(new TimeSource());
    return new Dimension(
        key, ModelYaml.names(node, key), type(node, source), source, labels(node.child("labels")));
  }

  private static Source source(String word, ModelNode node) {
    return switch (word) {
      case "trait" -> new TraitSource(node.text("trait"));
      case "property" -> new PropertySource(node.text("property"));
      case "table" ->
          new ColumnSource(
              node.text("table"), node.text("column"), node.optionalText("via").orElse(""));
      case "tag" -> new TagSource(node.text("tag"));
      case "bands" -> bands(node.child("bands"));
      default -> new TimeSource();
    };
  }

  private static Source bands(ModelNode node) {
    node.allow(Set.of("trait", "cuts", "names"));
    List<Double> cuts = new ArrayList<>();
    for (ModelNode item : node.child("cuts").items()) {
      if (!item.json().isNumber()) {
        item.problem("A cut must be a number, not " + item.json());
      } else if (!cuts.isEmpty() && cuts.getLast() >= item.json().doubleValue()) {
        item.problem("The cuts must ascend; " + item.json() + " does not follow " + cuts.getLast());
      } else {
        cuts.add(item.json().doubleValue());
      }
    }
    List<String> names = node.texts("names");
    if (names.size() != cuts.size() + 1) {
      node.problem(
          cuts.size()
              + " cuts make "
              + (cuts.size() + 1)
              + " bands, but there are names for "
              + names.size());
    }
    return new BandSource(node.text("trait"), cuts, names);
  }

  private static ValueType type(ModelNode node, Source source) {
    return switch (source) {
      case TimeSource _ -> ValueType.TIME;
      case BandSource _ -> ValueType.TEXT;
      case TraitSource _, PropertySource _, TagSource _, ColumnSource _ ->
          node.optionalText("type")
              .map(text -> ModelYaml.type(text, node.child("type")))
              .orElse(ValueType.TEXT);
    };
  }

  private static List<ValueNames> labels(ModelNode node) {
    List<ValueNames> labels = new ArrayList<>();
    for (Map.Entry<String, ModelNode> entry : node.entries().entrySet()) {
      String value = entry.getKey();
      entry.getValue().allow(Set.of("zh", "en", "synonyms"));
      labels.add(new ValueNames(value, ModelYaml.names(entry.getValue(), value)));
    }
    return labels;
  }
}
