package io.onelift.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import io.onelift.figure.Figures;
import io.onelift.figure.Period;
import io.onelift.figure.Shift;
import io.onelift.goal.MetricTree;
import io.onelift.goal.MetricTreeJson;
import io.onelift.goal.MetricTrees;
import io.onelift.goal.MetricTrees.NodeFigures;
import io.onelift.ir.MetricQuery.DayRange;
import io.onelift.json.AnswerJson.RangeJson;
import io.onelift.json.Json;
import io.onelift.json.NamesJson;
import io.onelift.json.StoredJson;
import io.onelift.metastore.Definitions.Stored;
import io.onelift.security.Permission;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What metrics are made of, and what each part adds to a change. */
final class MetricTreeCalls implements Resource {
  private static final String PATH = "/api/metric-trees";

  private final MetricTrees trees;
  private final Figures figures;

  MetricTreeCalls(MetricTrees trees, Figures figures) {
    this.trees = trees;
    this.figures = figures;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Route.get(PATH, Permission.READ, this::list),
        Route.post(PATH, Permission.DEFINE_REPORTS, this::create),
        Route.get(PATH + "/{key}", Permission.READ, this::show),
        Route.put(PATH + "/{key}", Permission.DEFINE_REPORTS, this::change),
        Route.delete(PATH + "/{key}", Permission.DEFINE_REPORTS, this::delete),
        Route.get(PATH + "/{key}/figures", Permission.READ, this::evaluate));
  }

  private void list(Context context) {
    context.json(Map.of("trees", trees.list().stream().map(MetricTreeCalls::json).toList()));
  }

  private void show(Context context) {
    context.json(json(trees.require(context.pathParam("key"))));
  }

  private void create(Context context) {
    JsonNode body = Json.tree(context.bodyAsBytes());
    String by = AccessControl.caller(context).principal();
    context.status(201).json(json(trees.create(StoredJson.key(body), body, by)));
  }

  private void change(Context context) {
    JsonNode body = Json.tree(context.bodyAsBytes());
    String by = AccessControl.caller(context).principal();
    context.json(json(trees.update(context.pathParam("key"), body, by)));
  }

  private void delete(Context context) {
    trees.delete(context.pathParam("key"), AccessControl.caller(context).principal());
    context.status(204);
  }

  private static ObjectNode json(Stored<MetricTree> stored) {
    return StoredJson.of(stored, MetricTreeJson::print);
  }

  private void evaluate(Context context) {
    Stored<MetricTree> tree = trees.require(context.pathParam("key"));
    Period period = Parameters.period(context);
    DayRange after = period.days(figures.today());
    DayRange before = new Shift.Previous().before(after);
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("a", RangeJson.of(before));
    answer.put("b", RangeJson.of(after));
    answer.put(
        "root", node(trees.figures(tree.value(), before, after, AccessControl.access(context))));
    context.json(answer);
  }

  private ObjectNode node(NodeFigures figured) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("metric", figured.node().metric());
    if (!figured.node().label().isEmpty()) {
      json.put("label", figured.node().label());
    }
    figures
        .model()
        .metric(figured.node().metric())
        .ifPresent(
            metric -> {
              json.set("names", Json.MAPPER.valueToTree(NamesJson.of(metric.names())));
              json.put("format", metric.format().name().toLowerCase(Locale.ROOT));
            });
    figured.before().ifPresent(value -> json.put("a", value));
    figured.after().ifPresent(value -> json.put("b", value));
    figured.contribution().ifPresent(value -> json.put("contribution", value));
    figured.unexplained().ifPresent(value -> json.put("unexplained", value));
    if (!figured.children().isEmpty()) {
      json.put("relation", figured.node().relation().name().toLowerCase(Locale.ROOT));
      ArrayNode children = json.putArray("children");
      figured.children().forEach(child -> children.add(node(child)));
    }
    return json;
  }
}
