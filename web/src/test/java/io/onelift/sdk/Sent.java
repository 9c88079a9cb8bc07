package io.onelift.sdk;

import com.fasterxml.jackson.databind.JsonNode;
import io.onelift.app.Product;
import io.onelift.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** What of a sender's events is in the product. */
public final class Sent {
  private final Product product;

  public Sent(Product product) {
    this.product = product;
  }

  public long count(String event) {
    return rows("SELECT COUNT(*) FROM events WHERE event = '" + event + "'").get(0).get(0).asLong();
  }

  /** Waits for what is sent in the background. */
  public void await(String event, long count) {
    String sql = "SELECT COUNT(*) FROM events WHERE event = '" + event + "'";
    product.awaitSql(body(sql), answer -> answer.path("rows").get(0).get(0).asLong() >= count);
  }

  /** True when the only event of this name is an instant one. */
  public boolean instant(String event) {
    return product
        .warehouse()
        .query(
            "SELECT instant FROM events WHERE event = {event:String}",
            Map.of("event", event),
            row -> row.flag("instant"))
        .equals(List.of(true));
  }

  public JsonNode rows(String sql) {
    return product.post("/api/sql", body(sql)).path("rows");
  }

  private static String body(String sql) {
    return new String(Json.bytes(Map.of("sql", sql)), StandardCharsets.UTF_8);
  }

  public JsonNode profile(String type, String id) {
    return product.get("/api/profiles?id_type=" + type + "&id=" + id);
  }

  /** The events of a profile, by name, sorted. */
  public List<String> eventsOf(JsonNode profile) {
    return profile.path("recent_events").findValuesAsText("event").stream().sorted().toList();
  }
}
