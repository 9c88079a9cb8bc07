package io.onelift.semantic;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What somebody declared, by key, in the order of the document.
 *
 * @param events names of events, for the metrics that every event brings by itself
 */
record ModelDocument(
    Map<String, Metric> metrics, Map<String, Dimension> dimensions, Map<String, Names> events) {
  ModelDocument {
    metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
    dimensions = Collections.unmodifiableMap(new LinkedHashMap<>(dimensions));
    events = Collections.unmodifiableMap(new LinkedHashMap<>(events));
  }

  /** This document, with what the other one declares taking the place of the same key here. */
  ModelDocument overlaidBy(ModelDocument other) {
    Map<String, Metric> metrics = new LinkedHashMap<>(this.metrics);
    metrics.putAll(other.metrics);
    Map<String, Dimension> dimensions = new LinkedHashMap<>(this.dimensions);
    dimensions.putAll(other.dimensions);
    Map<String, Names> events = new LinkedHashMap<>(this.events);
    events.putAll(other.events);
    return new ModelDocument(metrics, dimensions, events);
  }
}
