package io.onelift.figure;

import io.onelift.ir.MetricQuery.DayRange;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** How far before lies the period that another is compared with. */
public sealed interface Shift {
  /**
   * The period of the same length right before; whole months are compared with whole months, though
   * they differ in days.
   */
  record Previous() implements Shift {
    @Override
    public DayRange before(DayRange range) {
      LocalDate from = range.from();
      if (from.getDayOfMonth() == 1 && range.to().getDayOfMonth() == 1) {
        return new DayRange(from.minusMonths(ChronoUnit.MONTHS.between(from, range.to())), from);
      }
      return new DayRange(from.minusDays(ChronoUnit.DAYS.between(from, range.to())), from);
    }
  }

  /** As many days, weeks, months or years before. */
  record By(Period.Last length) implements Shift {
    @Override
    public DayRange before(DayRange range) {
      return new DayRange(
          length.unit().before(range.from(), length.count()),
          length.unit().before(range.to(), length.count()));
    }
  }

  /** The days that these are compared with. */
  DayRange before(DayRange range);

  /** {@code previous} or a length such as {@code 7d} or {@code 1y}; empty for anything else. */
  static Optional<Shift> of(String text) {
    return text.equals("previous")
        ? Optional.of(new Previous())
        : Period.Unit.length(text).map(By::new);
  }
}
