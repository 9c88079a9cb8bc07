package io.onelift.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.http.Context;
import io.onelift.json.Body;
import io.onelift.kafka.KafkaConfig;
import io.onelift.kafka.KafkaSource;
import io.onelift.kafka.KafkaStatus;
import io.onelift.security.Permission;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The consumer that reads events from Kafka. */
final class KafkaCalls implements Resource {
  private static final String PATH = "/api/ingest/kafka";

  private final KafkaSource kafka;

  KafkaCalls(KafkaSource kafka) {
    this.kafka = kafka;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Route.get(PATH, Permission.ADMINISTER, this::show),
        Route.put(PATH, Permission.ADMINISTER, this::set),
        Route.delete(PATH, Permission.ADMINISTER, this::remove));
  }

  private void show(Context context) {
    KafkaStatus status = kafka.status();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("configured", kafka.config().isPresent());
    json.put("state", status.state().name().toLowerCase(Locale.ROOT));
    kafka
        .config()
        .ifPresent(
            config -> {
              json.put("bootstrap_servers", config.bootstrapServers());
              json.put("topics", config.topics());
              json.put("group", config.group());
              json.put("format", config.format());
              json.put("properties", config.shownProperties());
            });
    json.put("assigned", status.assigned());
    status.lag().ifPresent(lag -> json.put("lag", lag));
    json.put("received", status.received());
    json.put("accepted", status.accepted());
    json.put("duplicates", status.duplicates());
    json.put("rejected", status.rejected());
    status.error().ifPresent(error -> json.put("error", error));
    context.json(json);
  }

  private void set(Context context) {
    Body body = Body.parse(context.bodyAsBytes());
    String servers = body.text("bootstrap_servers");
    List<String> topics = body.texts("topics");
    String group = body.optionalText("group").orElse("onelift");
    String format = body.text("format");
    Map<String, String> properties = properties(body);
    body.end();
    kafka.set(new KafkaConfig(servers, topics, group, format, properties));
    show(context);
  }

  private static Map<String, String> properties(Body body) {
    Map<String, String> properties = new LinkedHashMap<>();
    body.optionalNode("properties")
        .ifPresent(
            node -> {
              if (!node.isObject()) {
                body.problem("properties", "must be an object of Kafka's own names and values");
              }
              for (Map.Entry<String, JsonNode> property : node.properties()) {
                if (property.getValue().isValueNode() && !property.getValue().isNull()) {
                  properties.put(property.getKey(), property.getValue().asText());
                } else {
                  body.problem(
                      "properties/" + property.getKey(), "must be a text, a number or a boolean");
                }
              }
            });
    return properties;
  }

  private void remove(Context context) {
    kafka.remove();
    context.status(204);
  }
}
