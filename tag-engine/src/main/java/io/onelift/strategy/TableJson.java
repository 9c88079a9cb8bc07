package io.onelift.strategy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.onelift.audience.RuleJson;
import io.onelift.metastore.JsonCodec;
import io.onelift.strategy.DecisionTable.Outcome;
import io.onelift.strategy.DecisionTable.Row;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Tables as the metastore keeps them. */
final class TableJson {
  static final JsonCodec<DecisionTable> CODEC = new JsonCodec<>(TableJson::print, TableJson::read);

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private TableJson() {}

  private static String print(DecisionTable table) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("key", table.key()).put("name", table.name());
    ArrayNode rows = json.putArray("rows");
    for (Row row : table.rows()) {
      ObjectNode one = rows.addObject();
      one.set("when", RuleJson.print(row.when()));
      one.set("then", print(row.then()));
    }
    table.otherwise().ifPresent(outcome -> json.set("otherwise", print(outcome)));
    return json.toString();
  }

  private static ObjectNode print(Outcome outcome) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    outcome.audience().ifPresent(text -> json.put("audience", text));
    outcome.benefit().ifPresent(text -> json.put("benefit", text));
    outcome.touchpoint().ifPresent(text -> json.put("touchpoint", text));
    return json;
  }

  private static DecisionTable read(String stored) {
    try {
      JsonNode json = MAPPER.readTree(stored);
      List<Row> rows = new ArrayList<>();
      for (JsonNode row : json.path("rows")) {
        rows.add(new Row(RuleJson.read(row.path("when").toString()), outcome(row.path("then"))));
      }
      return new DecisionTable(
          json.path("key").asText(),
          json.path("name").asText(),
          rows,
          json.has("otherwise") ? Optional.of(outcome(json.path("otherwise"))) : Optional.empty(),
          0);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("A stored decision table is not JSON", e);
    }
  }

  private static Outcome outcome(JsonNode json) {
    return new Outcome(text(json, "audience"), text(json, "benefit"), text(json, "touchpoint"));
  }

  private static Optional<String> text(JsonNode json, String field) {
    return Optional.ofNullable(json.path(field).textValue());
  }
}
