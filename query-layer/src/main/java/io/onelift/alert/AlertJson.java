package io.onelift.alert;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.onelift.alert.Alert.Anomaly;
import io.onelift.alert.Alert.Condition;
import io.onelift.alert.Alert.Side;
import io.onelift.alert.Alert.Threshold;
import io.onelift.event.InvalidInput;
import io.onelift.event.Problem;
import io.onelift.figure.FigureJson;
import io.onelift.figure.FilterJson;
import io.onelift.ir.MetricQuery.Grain;
import io.onelift.metastore.JsonCodec;
import io.onelift.tag.JsonFields;
import io.onelift.webhook.WebhookConfig;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Alerts as JSON, on the wire and in the metastore; on the wire without the webhook's secret:
 *
 * <pre>{@code
 * {"name":"Logins","metric":"logins","filters":[],"grain":"day","enabled":true,
 *  "condition":{"anomaly":{"sensitivity":3.5,"side":"both"}},
 *  "webhook":{"url":"https://example.com/hook","secret":"whsec_…"}}
 * {… "condition":{"threshold":{"above":1000,"below":10}}}
 * }</pre>
 */
public final class AlertJson {
  static final JsonCodec<Alert> CODEC =
      new JsonCodec<>(alert -> print(alert, true).toString(), AlertJson::stored);

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private AlertJson() {}

  /**
   * Reads an alert.
   *
   * @param secret of the webhook where the JSON leaves it out
   * @throws InvalidInput with every problem
   */
  static Alert parse(JsonNode json, Optional<String> secret) {
    List<Problem> problems = new ArrayList<>();
    Optional<Alert> alert =
        JsonFields.of(json, "", problems).flatMap(fields -> read(fields, secret));
    if (!problems.isEmpty()) {
      throw new InvalidInput(problems);
    }
    return alert.orElseThrow();
  }

  private static Optional<Alert> read(JsonFields fields, Optional<String> secret) {
    String name = fields.requiredText("name").orElse("");
    String metric = fields.requiredText("metric").orElse("");
    Grain grain = FigureJson.grain(fields, "grain").orElse(Grain.DAY);
    if (grain != Grain.DAY && grain != Grain.HOUR) {
      fields.problem("grain", "must be hour or day");
    }
    if (!fields.has("condition")) {
      fields.problem("condition", "is missing; give {\"threshold\":{…}} or {\"anomaly\":{…}}");
    }
    Optional<Condition> condition = fields.object("condition").flatMap(AlertJson::condition);
    var filters = FilterJson.read(fields, "filters");
    Optional<WebhookConfig> webhook =
        fields.object("webhook").flatMap(hook -> webhook(hook, secret));
    boolean enabled = fields.flag("enabled").orElse(true);
    List.of("key", "version", "updated_at", "updated_by", "range", "last").forEach(fields::any);
    fields.refuseOthers();
    return condition.map(when -> new Alert(name, metric, filters, grain, when, webhook, enabled));
  }

  private static Optional<WebhookConfig> webhook(JsonFields fields, Optional<String> secret) {
    Optional<String> url = fields.requiredText("url");
    Optional<String> own = fields.text("secret").or(() -> secret);
    fields.refuseOthers();
    if (own.isEmpty()) {
      fields.problem("secret", "is missing; give whsec_ and the base64 of 32 random bytes");
    }
    if (url.isEmpty() || own.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(new WebhookConfig(url.get(), own.get()));
    } catch (InvalidInput e) {
      e.problems().forEach(found -> fields.problem(found.pointer().substring(1), found.message()));
      return Optional.empty();
    }
  }

  private static Optional<Condition> condition(JsonFields fields) {
    Optional<JsonFields> threshold = fields.object("threshold");
    Optional<JsonFields> anomaly = fields.object("anomaly");
    fields.refuseOthers();
    if (threshold.isPresent() == anomaly.isPresent()) {
      fields.problem("", "needs one of threshold and anomaly");
      return Optional.empty();
    }
    return threshold.isPresent()
        ? Optional.of(threshold(threshold.get()))
        : Optional.of(anomaly(anomaly.orElseThrow()));
  }

  private static Threshold threshold(JsonFields fields) {
    OptionalDouble above = number(fields, "above");
    OptionalDouble below = number(fields, "below");
    fields.refuseOthers();
    if (above.isEmpty() && below.isEmpty()) {
      fields.problem("", "needs a number in above or below");
    }
    return new Threshold(above, below);
  }

  private static Anomaly anomaly(JsonFields fields) {
    double sensitivity = number(fields, "sensitivity").orElse(Anomaly.USUAL_SENSITIVITY);
    if (sensitivity < 1 || sensitivity > 20) {
      fields.problem("sensitivity", "must lie between 1 and 20, not be " + sensitivity);
    }
    Optional<String> word = fields.text("side");
    Side side = Side.BOTH;
    for (Side one : Side.values()) {
      side = word.equals(Optional.of(lower(one))) ? one : side;
    }
    if (word.isPresent() && !lower(side).equals(word.get())) {
      fields.problem("side", "must be both, above or below, not '" + word.get() + "'");
    }
    fields.refuseOthers();
    return new Anomaly(sensitivity, side);
  }

  private static OptionalDouble number(JsonFields fields, String field) {
    Optional<JsonNode> value = fields.any(field);
    if (value.isPresent() && !value.get().isNumber()) {
      fields.problem(field, "must be a number, not " + value.get());
      return OptionalDouble.empty();
    }
    return value.isPresent() ? OptionalDouble.of(value.get().asDouble()) : OptionalDouble.empty();
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  /** Writes an alert in the form that it is read in, but for the webhook's secret. */
  public static ObjectNode print(Alert alert) {
    return print(alert, false);
  }

  private static ObjectNode print(Alert alert, boolean secret) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("name", alert.name()).put("metric", alert.metric());
    json.set("filters", FilterJson.print(alert.filters()));
    json.put("grain", lower(alert.grain())).put("enabled", alert.enabled());
    ObjectNode condition = json.putObject("condition");
    switch (alert.condition()) {
      case Threshold(var above, var below) -> {
        ObjectNode bounds = condition.putObject("threshold");
        above.ifPresent(bound -> bounds.put("above", bound));
        below.ifPresent(bound -> bounds.put("below", bound));
      }
      case Anomaly(double sensitivity, Side side) ->
          condition.putObject("anomaly").put("sensitivity", sensitivity).put("side", lower(side));
    }
    alert
        .webhook()
        .ifPresent(
            hook -> {
              ObjectNode to = json.putObject("webhook").put("url", hook.url());
              if (secret) {
                to.put("secret", hook.secret());
              }
            });
    return json;
  }

  private static Alert stored(String text) {
    try {
      return parse(MAPPER.readTree(text), Optional.empty());
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("A stored alert is not JSON", e);
    }
  }
}
