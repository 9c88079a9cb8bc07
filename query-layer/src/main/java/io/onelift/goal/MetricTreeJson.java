package io.onelift.goal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.onelift.event.InvalidInput;
import io.onelift.event.Problem;
import io.onelift.figure.FilterJson;
import io.onelift.goal.MetricTree.Node;
import io.onelift.goal.MetricTree.Relation;
import io.onelift.metastore.JsonCodec;
import io.onelift.tag.JsonFields;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Metric trees as JSON, on the wire and in the metastore:
 *
 * <pre>{@code
 * {"name":"Sales","root":{"metric":"purchase_amount","relation":"product","children":[
 *   {"metric":"purchases"},{"metric":"average_purchase"}]}}
 * }</pre>
 */
public final class MetricTreeJson {
  static final JsonCodec<MetricTree> CODEC =
      new JsonCodec<>(tree -> print(tree).toString(), MetricTreeJson::stored);

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final int DEEPEST = 6;
  private static final int MOST_NODES = 60;

  private MetricTreeJson() {}

  /**
   * Reads a tree.
   *
   * @throws InvalidInput with every problem
   */
  static MetricTree parse(JsonNode json) {
    List<Problem> problems = new ArrayList<>();
    Optional<MetricTree> tree = JsonFields.of(json, "", problems).flatMap(MetricTreeJson::read);
    if (!problems.isEmpty()) {
      throw new InvalidInput(problems);
    }
    return tree.orElseThrow();
  }

  private static Optional<MetricTree> read(JsonFields fields) {
    String name = fields.requiredText("name").orElse("");
    if (!fields.has("root")) {
      fields.problem("root", "is missing; give the metric at the top and its children");
    }
    Optional<Node> root = fields.object("root").map(node -> node(node, 1));
    List.of("key", "version", "updated_at", "updated_by").forEach(fields::any);
    fields.refuseOthers();
    if (root.isPresent() && count(root.get()) > MOST_NODES) {
      fields.problem("root", "may have " + MOST_NODES + " metrics, not " + count(root.get()));
    }
    return root.map(top -> new MetricTree(name, top));
  }

  private static int count(Node node) {
    return 1 + node.children().stream().mapToInt(MetricTreeJson::count).sum();
  }

  private static Node node(JsonFields fields, int depth) {
    String metric = fields.requiredText("metric").orElse("");
    String label = fields.text("label").orElse("");
    List<JsonFields> listed = fields.objects("children");
    if (depth == DEEPEST && !listed.isEmpty()) {
      fields.problem("children", "lie deeper than " + DEEPEST + " levels");
      listed = List.of();
    }
    Relation relation = relation(fields);
    List<Node> children = new ArrayList<>();
    for (JsonFields child : listed) {
      children.add(node(child, depth + 1));
    }
    if (relation == Relation.QUOTIENT && children.size() != 2) {
      fields.problem("children", "must be two for a quotient, not " + children.size());
    }
    Node node = new Node(metric, label, FilterJson.read(fields, "filters"), relation, children);
    fields.refuseOthers();
    return node;
  }

  private static Relation relation(JsonFields fields) {
    Optional<String> word = fields.text("relation");
    for (Relation relation : Relation.values()) {
      if (word.equals(Optional.of(word(relation)))) {
        return relation;
      }
    }
    word.ifPresent(
        text ->
            fields.problem(
                "relation", "must be sum, product, quotient or influence, not '" + text + "'"));
    return Relation.INFLUENCE;
  }

  private static String word(Relation relation) {
    return relation.name().toLowerCase(Locale.ROOT);
  }

  /** Writes a tree in the form that it is read in. */
  public static ObjectNode print(MetricTree tree) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("name", tree.name());
    json.set("root", print(tree.root()));
    return json;
  }

  private static ObjectNode print(Node node) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("metric", node.metric());
    if (!node.label().isEmpty()) {
      json.put("label", node.label());
    }
    if (!node.filters().isEmpty()) {
      json.set("filters", FilterJson.print(node.filters()));
    }
    if (!node.children().isEmpty()) {
      json.put("relation", word(node.relation()));
      ArrayNode children = json.putArray("children");
      node.children().forEach(child -> children.add(print(child)));
    }
    return json;
  }

  private static MetricTree stored(String text) {
    try {
      return parse(MAPPER.readTree(text));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("A stored metric tree is not JSON", e);
    }
  }
}
