package io.onelift.linking;

import io.onelift.ir.MetricQuery.DayRange;
import io.onelift.ir.MetricQuery.Grain;
import java.time.LocalDate;

/**
 * Days that a question names.
 *
 * @param days first inclusive, last exclusive
 * @param unit what it was said in: a range of months reads best by month
 */
public record TimeRange(DayRange days, Grain unit) {
  static TimeRange of(LocalDate from, LocalDate to, Grain unit) {
    return new TimeRange(new DayRange(from, to), unit);
  }
}
