package io.onelift.semantic;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What somebody declared, by key, in the order of the document.
 *
 * @param events names of events, for the metrics that every event brings by itself
 * @param tables what is said of imported tables, by their names
 */
record ModelDocument(
    Map<String, Metric> metrics,
    Map<String, Dimension> dimensions,
    Map<String, Names> events,
    Map<String, Subject> subjects,
    Map<String, TableDeclaration> tables) {
  ModelDocument {
    metrics = ordered(metrics);
    dimensions = ordered(dimensions);
    events = ordered(events);
    subjects = ordered(subjects);
    tables = ordered(tables);
  }

  /** This document, with what the other one declares taking the place of the same key here. */
  ModelDocument overlaidBy(ModelDocument other) {
    return new ModelDocument(
        overlaid(metrics, other.metrics),
        overlaid(dimensions, other.dimensions),
        overlaid(events, other.events),
        overlaid(subjects, other.subjects),
        overlaid(tables, other.tables));
  }

  private static <T> Map<String, T> ordered(Map<String, T> map) {
    return Collections.unmodifiableMap(new LinkedHashMap<>(map));
  }

  private static <T> Map<String, T> overlaid(Map<String, T> under, Map<String, T> over) {
    Map<String, T> both = new LinkedHashMap<>(under);
    both.putAll(over);
    return both;
  }
}
