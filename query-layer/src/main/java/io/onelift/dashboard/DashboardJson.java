package io.onelift.dashboard;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.onelift.dashboard.Dashboard.Card;
import io.onelift.dashboard.Dashboard.Kind;
import io.onelift.dashboard.Dashboard.Place;
import io.onelift.event.InvalidInput;
import io.onelift.event.Problem;
import io.onelift.figure.FigureJson;
import io.onelift.figure.Period;
import io.onelift.metastore.JsonCodec;
import io.onelift.tag.JsonFields;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Dashboards as JSON, on the wire and in the metastore:
 *
 * <pre>{@code
 * {"name":"Growth","description":"","range":{"last":"30d"},"audience":"vip",
 *  "cards":[{"id":"c1","title":"Logins","kind":"metrics","chart":"line","x":0,"y":0,"w":6,"h":4,
 *            "request":{"metrics":["logins"],"grain":"day"}},
 *           {"id":"c2","title":"Funnel","kind":"analysis","model":"funnel","chart":"funnel",…},
 *           {"id":"c3","title":"Cities","kind":"sql","chart":"table","request":{"sql":"SELECT …"}}]}
 * }</pre>
 */
public final class DashboardJson {
  static final JsonCodec<Dashboard> CODEC =
      new JsonCodec<>(dashboard -> print(dashboard).toString(), DashboardJson::stored);

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final int COLUMNS = 12;
  private static final int MOST_CARDS = 60;
  private static final int TALLEST = 24;
  private static final int LOWEST = 10_000;
  private static final Set<String> CHARTS =
      Set.of(
          "auto", "number", "line", "area", "bar", "stacked", "pie", "funnel", "heatmap", "sankey",
          "table");

  private DashboardJson() {}

  /**
   * Reads a dashboard.
   *
   * @throws InvalidInput with every problem
   */
  static Dashboard parse(JsonNode json) {
    List<Problem> problems = new ArrayList<>();
    Optional<Dashboard> dashboard = JsonFields.of(json, "", problems).map(DashboardJson::read);
    if (!problems.isEmpty()) {
      throw new InvalidInput(problems);
    }
    return dashboard.orElseThrow();
  }

  /**
   * Reads one card.
   *
   * @param fallback its place where it says none
   * @throws InvalidInput with every problem
   */
  static Card parseCard(JsonNode json, String id, Place fallback) {
    List<Problem> problems = new ArrayList<>();
    Optional<Card> card =
        JsonFields.of(json, "", problems).map(fields -> card(fields, id, fallback));
    if (!problems.isEmpty()) {
      throw new InvalidInput(problems);
    }
    return card.orElseThrow();
  }

  private static Dashboard read(JsonFields fields) {
    String name = fields.requiredText("name").orElse("");
    String description = fields.any("description").map(JsonNode::asText).orElse("");
    Optional<JsonNode> range = fields.any("range");
    fields.object("range").ifPresent(Period::read);
    Optional<String> audience = fields.text("audience");
    List<Card> cards = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    List<JsonFields> listed = fields.objects("cards");
    if (listed.size() > MOST_CARDS) {
      fields.problem("cards", "may be " + MOST_CARDS + ", not " + listed.size());
    }
    int row = 0;
    for (int i = 0; i < listed.size(); i++) {
      Card card = card(listed.get(i), "c" + (i + 1), new Place(0, row, COLUMNS / 2, 4));
      if (!ids.add(card.id())) {
        listed.get(i).problem("id", "is '" + card.id() + "', as that of another card");
      }
      row = Math.max(row, card.place().y() + card.place().h());
      cards.add(card);
    }
    // The key is the path's, or was read beside this.
    List.of("key", "version", "updated_at", "updated_by").forEach(fields::any);
    fields.refuseOthers();
    return new Dashboard(name, description, range, audience, cards);
  }

  private static Card card(JsonFields fields, String id, Place fallback) {
    String own = fields.text("id").orElse(id);
    String title = fields.requiredText("title").orElse("");
    Optional<String> word = fields.requiredText("kind");
    Optional<Kind> kind = word.flatMap(Kind::ofJson);
    if (word.isPresent() && kind.isEmpty()) {
      fields.problem("kind", "must be metrics, analysis or sql, not '" + word.get() + "'");
    }
    Optional<String> model = fields.text("model");
    if (kind.equals(Optional.of(Kind.ANALYSIS)) && model.isEmpty()) {
      fields.problem("model", "is missing; name the analysis, for example funnel");
    }
    JsonNode request = fields.any("request").orElse(JsonNodeFactory.instance.objectNode());
    kind.ifPresent(known -> check(fields, known, request));
    String chart = fields.text("chart").orElse("auto");
    if (!CHARTS.contains(chart)) {
      fields.problem(
          "chart",
          "must be one of "
              + String.join(", ", CHARTS.stream().sorted().toList())
              + ", not '"
              + chart
              + "'");
    }
    int x = integer(fields, "x", fallback.x(), 0, COLUMNS - 1);
    Place place =
        new Place(
            x,
            integer(fields, "y", fallback.y(), 0, LOWEST),
            integer(fields, "w", Math.min(fallback.w(), COLUMNS - x), 1, COLUMNS - x),
            integer(fields, "h", fallback.h(), 1, TALLEST));
    fields.refuseOthers();
    return new Card(own, title, kind.orElse(Kind.SQL), model, request, chart, place);
  }

  private static void check(JsonFields fields, Kind kind, JsonNode request) {
    switch (kind) {
      case METRICS -> {
        try {
          FigureJson.parse(request, fields.pointer("request"));
        } catch (InvalidInput e) {
          fields.problems().addAll(e.problems());
        }
      }
      case SQL -> {
        if (request.path("sql").asText().isBlank()) {
          fields.problem("request", "needs a statement: {\"sql\":\"SELECT …\"}");
        }
      }
      case ANALYSIS -> {
        if (!request.isObject()) {
          fields.problem("request", "must be the body of the analysis");
        }
      }
    }
  }

  private static int integer(JsonFields fields, String field, int otherwise, int from, int to) {
    Optional<JsonNode> value = fields.any(field);
    if (value.isEmpty()) {
      return otherwise;
    }
    boolean fits =
        value.get().isIntegralNumber()
            && value.get().canConvertToInt()
            && value.get().intValue() >= from
            && value.get().intValue() <= to;
    if (!fits) {
      fields.problem(
          field, "must be a whole number from " + from + " to " + to + ", not " + value.get());
    }
    return fits ? value.get().intValue() : otherwise;
  }

  /** Writes a dashboard in the form that it is read in. */
  public static ObjectNode print(Dashboard dashboard) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("name", dashboard.name()).put("description", dashboard.description());
    dashboard.range().ifPresent(range -> json.set("range", range));
    dashboard.audience().ifPresent(audience -> json.put("audience", audience));
    ArrayNode cards = json.putArray("cards");
    for (Card card : dashboard.cards()) {
      ObjectNode one = cards.addObject();
      one.put("id", card.id()).put("title", card.title()).put("kind", card.kind().json());
      card.model().ifPresent(model -> one.put("model", model));
      one.set("request", card.request());
      one.put("chart", card.chart());
      one.put("x", card.place().x()).put("y", card.place().y());
      one.put("w", card.place().w()).put("h", card.place().h());
    }
    return json;
  }

  private static Dashboard stored(String text) {
    try {
      return parse(MAPPER.readTree(text));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("A stored dashboard is not JSON", e);
    }
  }
}
