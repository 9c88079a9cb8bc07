package io.onelift.goal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.onelift.event.InvalidInput;
import io.onelift.event.Problem;
import io.onelift.figure.FilterJson;
import io.onelift.figure.Period;
import io.onelift.goal.Goal.Direction;
import io.onelift.ir.MetricQuery.Filter;
import io.onelift.metastore.JsonCodec;
import io.onelift.tag.JsonFields;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Goals as JSON, on the wire and in the metastore:
 *
 * <pre>{@code
 * {"name":"New customers in November","metric":"new_customers","target":5000,
 *  "direction":"at_least","period":{"from":"2026-11-01","to":"2026-12-01"},"filters":[]}
 * }</pre>
 */
public final class GoalJson {
  static final JsonCodec<Goal> CODEC =
      new JsonCodec<>(goal -> print(goal).toString(), GoalJson::stored);

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private GoalJson() {}

  /**
   * Reads a goal.
   *
   * @throws InvalidInput with every problem
   */
  static Goal parse(JsonNode json) {
    List<Problem> problems = new ArrayList<>();
    Optional<Goal> goal = JsonFields.of(json, "", problems).flatMap(GoalJson::read);
    if (!problems.isEmpty()) {
      throw new InvalidInput(problems);
    }
    return goal.orElseThrow();
  }

  private static Optional<Goal> read(JsonFields fields) {
    String name = fields.requiredText("name").orElse("");
    String metric = fields.requiredText("metric").orElse("");
    Optional<JsonNode> target = fields.any("target");
    if (target.isEmpty() || !target.get().isNumber()) {
      fields.problem("target", "must be the number that the metric should come to");
    }
    Direction direction = direction(fields);
    if (!fields.has("period")) {
      fields.problem("period", "is missing; give {\"from\":…,\"to\":…}");
    }
    Optional<Period> period = fields.object("period").flatMap(Period::read);
    if (period.isPresent() && period.get() instanceof Period.Last) {
      fields.problem("period", "must be fixed days: {\"from\":…,\"to\":…}");
    }
    List<Filter> filters = FilterJson.read(fields, "filters");
    List.of("key", "version", "updated_at", "updated_by", "progress").forEach(fields::any);
    fields.refuseOthers();
    return period.isPresent() && period.get() instanceof Period.Days days && target.isPresent()
        ? Optional.of(new Goal(name, metric, target.get().asDouble(), direction, days, filters))
        : Optional.empty();
  }

  private static Direction direction(JsonFields fields) {
    Optional<String> word = fields.text("direction");
    for (Direction direction : Direction.values()) {
      if (word.equals(Optional.of(word(direction)))) {
        return direction;
      }
    }
    word.ifPresent(
        text -> fields.problem("direction", "must be at_least or at_most, not '" + text + "'"));
    return Direction.AT_LEAST;
  }

  private static String word(Direction direction) {
    return direction.name().toLowerCase(Locale.ROOT);
  }

  /** Writes a goal in the form that it is read in. */
  public static ObjectNode print(Goal goal) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("name", goal.name()).put("metric", goal.metric()).put("target", goal.target());
    json.put("direction", word(goal.direction()));
    json.putObject("period")
        .put("from", goal.period().from().toString())
        .put("to", goal.period().to().toString());
    json.set("filters", FilterJson.print(goal.filters()));
    return json;
  }

  private static Goal stored(String text) {
    try {
      JsonNode json = MAPPER.readTree(text);
      JsonNode period = json.path("period");
      List<Problem> problems = new ArrayList<>();
      return new Goal(
          json.path("name").asText(),
          json.path("metric").asText(),
          json.path("target").asDouble(),
          Direction.valueOf(json.path("direction").asText().toUpperCase(Locale.ROOT)),
          new Period.Days(
              LocalDate.parse(period.path("from").asText()),
              LocalDate.parse(period.path("to").asText())),
          FilterJson.read(new JsonFields((ObjectNode) json, "", problems), "filters"));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("A stored goal is not JSON", e);
    }
  }
}
