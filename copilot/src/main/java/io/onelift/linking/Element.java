package io.onelift.linking;

import io.onelift.ir.MetricQuery.Grain;
import io.onelift.semantic.Dimension;
import io.onelift.semantic.Metric;
import java.math.BigDecimal;
import java.util.Optional;

/** What a stretch of a question can stand for. */
public sealed interface Element {
  record OfMetric(Metric metric) implements Element {}

  record OfDimension(Dimension dimension) implements Element {}

  /**
   * A value of a dimension.
   *
   * @param value as stored
   */
  record OfValue(Dimension dimension, String value) implements Element {}

  record Days(TimeRange range) implements Element {}

  /** A time axis; without a grain the range decides. */
  record Step(Optional<Grain> grain) implements Element {}

  record Amount(BigDecimal number) implements Element {}

  record Word(Role role) implements Element {}

  /** Something that is not answered here. */
  record Beyond(Topic topic) implements Element {}
}
