package io.onelift.resolve;

import io.onelift.semantic.Metric.OverRows;
import io.onelift.semantic.SemanticModel;

/**
 * Which rows a metric looks at; metrics over the same rows are computed in one go.
 *
 * @param table events, customers or an imported one
 * @param time the column whose time must be in the asked range: a trait for customers; empty text
 *     when the range means nothing
 */
record MetricRows(String table, String time) {
  static MetricRows of(OverRows definition, SemanticModel model) {
    return new MetricRows(model.root(definition), model.timeOf(definition));
  }
}
