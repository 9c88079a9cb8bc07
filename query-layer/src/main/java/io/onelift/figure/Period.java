package io.onelift.figure;

import io.onelift.event.Problem;
import io.onelift.ir.MetricQuery.DayRange;
import io.onelift.tag.ConditionJson;
import io.onelift.tag.JsonFields;
import java.time.LocalDate;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The days a question is about, in JSON {@code {"from":"2026-10-01","to":"2026-11-01"}}, the last
 * exclusive, or {@code {"last":"30d"}}: today and the 29 days before.
 */
public sealed interface Period {
  /** What is asked where nobody says a period. */
  Period STANDARD = new Last(30, Unit.DAYS);

  /** Days from, inclusive, to, exclusive. */
  record Days(LocalDate from, LocalDate to) implements Period {
    public Days {
      if (!from.isBefore(to)) {
        throw new IllegalArgumentException("There is no day from " + from + " to " + to);
      }
    }

    @Override
    public DayRange days(LocalDate today) {
      return new DayRange(from, to);
    }
  }

  /** So many units that end with today. */
  record Last(int count, Unit unit) implements Period {
    @Override
    public DayRange days(LocalDate today) {
      LocalDate end = today.plusDays(1);
      return new DayRange(unit.before(end, count), end);
    }
  }

  /** What a length of time is counted in. */
  enum Unit {
    DAYS("d"),
    WEEKS("w"),
    MONTHS("m"),
    YEARS("y");

    private static final Pattern LENGTH = Pattern.compile("(\\d{1,3})([dwmy])");
    private final String letter;

    Unit(String letter) {
      this.letter = letter;
    }

    String letter() {
      return letter;
    }

    LocalDate before(LocalDate day, int count) {
      return switch (this) {
        case DAYS -> day.minusDays(count);
        case WEEKS -> day.minusWeeks(count);
        case MONTHS -> day.minusMonths(count);
        case YEARS -> day.minusYears(count);
      };
    }

    /** A length such as {@code 30d}; empty when it is none, or holds nothing. */
    static Optional<Last> length(String text) {
      Matcher parts = LENGTH.matcher(text);
      if (!parts.matches() || Integer.parseInt(parts.group(1)) == 0) {
        return Optional.empty();
      }
      for (Unit unit : values()) {
        if (unit.letter.equals(parts.group(2))) {
          return Optional.of(new Last(Integer.parseInt(parts.group(1)), unit));
        }
      }
      return Optional.empty();
    }
  }

  /** The days, as of a day of the project's zone. */
  DayRange days(LocalDate today);

  /** Reads a period; problems go to the fields. Empty when something is wrong. */
  static Optional<Period> read(JsonFields fields) {
    Optional<String> last = fields.text("last");
    Optional<LocalDate> from = ConditionJson.day(fields, "from");
    Optional<LocalDate> to = ConditionJson.day(fields, "to");
    fields.refuseOthers();
    if (last.isPresent()) {
      if (fields.has("from") || fields.has("to")) {
        fields.problem("last", "says the days already; leave out 'from' and 'to', or this");
      }
      Optional<Last> length = Unit.length(last.get());
      if (length.isEmpty()) {
        fields.problem("last", "must be such as 30d, 8w, 6m or 1y, not '" + last.get() + "'");
      }
      return length.map(one -> one);
    }
    for (String side : new String[] {"from", "to"}) {
      if (!fields.has(side)) {
        fields.problem(side, "is missing; give a day such as 2026-10-01, or {\"last\":\"30d\"}");
      }
    }
    if (from.isEmpty() || to.isEmpty()) {
      return Optional.empty();
    }
    if (!from.get().isBefore(to.get())) {
      fields
          .problems()
          .add(new Problem(fields.pointer("to"), "must come after 'from'; it is exclusive"));
      return Optional.empty();
    }
    return Optional.of(new Days(from.get(), to.get()));
  }
}
