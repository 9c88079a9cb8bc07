package io.onelift.collect;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.onelift.metastore.Metastore;
import java.util.Optional;
import java.util.function.Supplier;

/** The time bounds in force, kept in the metastore. Safe for use by many threads. */
public final class TimeBoundsSetting implements Supplier<TimeBounds> {
  private static final String NAME = "ingest.bounds";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Metastore metastore;
  private volatile TimeBounds inForce;

  public TimeBoundsSetting(Metastore metastore) {
    this.metastore = metastore;
    this.inForce = metastore.setting(NAME).map(TimeBoundsSetting::read).orElse(TimeBounds.STANDARD);
  }

  @Override
  public TimeBounds get() {
    return inForce;
  }

  /** Puts other bounds in force, for events that come from now on. */
  public synchronized void change(TimeBounds bounds) {
    metastore.setting(NAME, written(bounds));
    inForce = bounds;
  }

  private static String written(TimeBounds bounds) {
    return "{\"oldest_days\":%s,\"ahead_minutes\":%d}"
        .formatted(bounds.oldestDays().map(String::valueOf).orElse("null"), bounds.aheadMinutes());
  }

  private static TimeBounds read(String json) {
    try {
      JsonNode kept = JSON.readTree(json);
      return new TimeBounds(
          Optional.of(kept.path("oldest_days")).filter(JsonNode::isInt).map(JsonNode::intValue),
          kept.path("ahead_minutes").intValue());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("The setting " + NAME + " must be JSON, and is: " + json, e);
    }
  }
}
