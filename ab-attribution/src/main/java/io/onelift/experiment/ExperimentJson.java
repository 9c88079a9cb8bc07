package io.onelift.experiment;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.onelift.event.InvalidInput;
import io.onelift.event.Problem;
import io.onelift.experiment.Experiment.Kind;
import io.onelift.experiment.Experiment.Metric;
import io.onelift.experiment.Experiment.State;
import io.onelift.experiment.Experiment.Variant;
import io.onelift.metastore.JsonCodec;
import io.onelift.tag.ConditionJson;
import io.onelift.tag.JsonFields;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * An experiment as JSON:
 *
 * <pre>
 * {"key":"banner_copy","name":"Banner copy","state":"draft","placement":"home",
 *  "variants":[{"key":"old","name":"Old","weight":1,"control":true},
 *              {"key":"new","name":"New","weight":1}],
 *  "metrics":[{"key":"bought","name":"Bought","event":"purchase","kind":"conversion",
 *              "where":[{"property":"amount","gte":100}]},
 *             {"key":"revenue","name":"Revenue","event":"purchase","kind":"sum",
 *              "property":"amount"}],
 *  "started_at":"2026-10-01T00:00:00Z","stopped_at":null}
 * </pre>
 */
public final class ExperimentJson {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private ExperimentJson() {}

  /**
   * A draft as somebody sends it; {@code state} and the times are not theirs to say and are
   * ignored.
   *
   * @throws InvalidInput with everything that is wrong
   */
  public static Experiment parse(JsonNode json) {
    List<Problem> problems = new ArrayList<>();
    Optional<JsonFields> fields = JsonFields.of(json, "", problems);
    Experiment draft = fields.map(ExperimentJson::draft).orElse(null);
    // A definition with holes would only repeat what is said already.
    if (problems.isEmpty() && draft != null) {
      problems.addAll(ExperimentCheck.problems(draft));
    }
    if (!problems.isEmpty()) {
      throw new InvalidInput(problems);
    }
    return draft;
  }

  private static Experiment draft(JsonFields fields) {
    Experiment draft =
        Experiment.draft(
            fields.requiredText("key").orElse(""),
            fields.requiredText("name").orElse(""),
            fields.objects("variants").stream().map(ExperimentJson::variant).toList(),
            fields.objects("metrics").stream().map(ExperimentJson::metric).toList(),
            fields.text("placement"));
    List.of("state", "started_at", "stopped_at").forEach(fields::any);
    fields.refuseOthers();
    return draft;
  }

  private static Variant variant(JsonFields fields) {
    String key = fields.requiredText("key").orElse("");
    String name = fields.text("name").orElse(key);
    double weight = 1;
    Optional<JsonNode> said = fields.any("weight");
    if (said.isPresent()) {
      if (said.get().isNumber()) {
        weight = said.get().doubleValue();
      } else {
        fields.problem("weight", "must be a number, not " + JsonFields.shorten(said.get()));
      }
    }
    Variant variant = new Variant(key, name, weight, fields.flag("control").orElse(false));
    fields.refuseOthers();
    return variant;
  }

  private static Metric metric(JsonFields fields) {
    String key = fields.requiredText("key").orElse("");
    String event = fields.requiredText("event").orElse("");
    Kind kind =
        switch (fields.requiredText("kind").orElse("conversion")) {
          case "conversion" -> Kind.CONVERSION;
          case "sum" -> Kind.SUM;
          default -> {
            fields.problem("kind", "must be 'conversion' or 'sum'");
            yield Kind.CONVERSION;
          }
        };
    Metric metric =
        new Metric(
            key,
            fields.text("name").orElse(key),
            event,
            kind,
            fields.text("property"),
            ConditionJson.where(fields, event, Optional.empty()));
    fields.refuseOthers();
    return metric;
  }

  /** The experiment with its state and times, in the form that {@link #parse} takes. */
  public static ObjectNode print(Experiment experiment) {
    ObjectNode json = MAPPER.createObjectNode();
    json.put("key", experiment.key()).put("name", experiment.name());
    json.put("state", experiment.state().name().toLowerCase(Locale.ROOT));
    ArrayNode variants = json.putArray("variants");
    for (Variant variant : experiment.variants()) {
      variants
          .addObject()
          .put("key", variant.key())
          .put("name", variant.name())
          .put("weight", variant.weight())
          .put("control", variant.control());
    }
    ArrayNode metrics = json.putArray("metrics");
    for (Metric metric : experiment.metrics()) {
      ObjectNode into = metrics.addObject().put("key", metric.key()).put("name", metric.name());
      ConditionJson.print(metric.event(), metric.where(), into);
      into.put("kind", metric.kind().name().toLowerCase(Locale.ROOT));
      metric.property().ifPresent(property -> into.put("property", property));
    }
    json.put("placement", experiment.placement().orElse(null));
    json.put("started_at", experiment.startedAt().map(Instant::toString).orElse(null));
    json.put("stopped_at", experiment.stoppedAt().map(Instant::toString).orElse(null));
    return json;
  }

  static JsonCodec<Experiment> codec() {
    return new JsonCodec<>(experiment -> print(experiment).toString(), ExperimentJson::stored);
  }

  private static Experiment stored(String text) {
    try {
      JsonNode json = MAPPER.readTree(text);
      Experiment draft = parse(json);
      return new Experiment(
          draft.key(),
          draft.name(),
          State.valueOf(json.get("state").textValue().toUpperCase(Locale.ROOT)),
          draft.variants(),
          draft.metrics(),
          draft.placement(),
          time(json, "started_at"),
          time(json, "stopped_at"));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("A stored experiment is not JSON", e);
    }
  }

  private static Optional<Instant> time(JsonNode json, String field) {
    return json.hasNonNull(field)
        ? Optional.of(Instant.parse(json.get(field).textValue()))
        : Optional.empty();
  }
}
