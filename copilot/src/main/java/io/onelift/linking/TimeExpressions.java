package io.onelift.linking;

import io.onelift.ir.MetricQuery.Grain;
import java.time.LocalDate;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds the days that words name: 上周, last 30 days, 10月1日到15日, since 1 Oct. */
final class TimeExpressions {
  private static final Pattern BEFORE =
      Pattern.compile(
          "(?:从|自|在|(?:from|between|since|in|on|for|during|over|within|of|across|throughout) (?:the"
              + " )?|the )");
  private static final Pattern TO =
      Pattern.compile(" ?(?:到|至|~|-|–|and|to|through|until|till) ?(?:the )?");
  private static final Pattern ONWARDS =
      Pattern.compile("(?:以来|至今|起|开始至今|到今天|到现在|至今天| until now| until today)");
  private static final Pattern BARE_DAY =
      Pattern.compile("(?<day>\\d{1,2})(?:日|号|(?:st|nd|rd|th)?(?![\\w月年]))");
  private static final Pattern AFTER = Pattern.compile("(?:之间|期间|以内|之内|内|里|中)");

  private final Calendar calendar;
  private final DateRules rules;

  TimeExpressions(LocalDate today) {
    calendar = new Calendar(today);
    rules = DateRules.of(calendar);
  }

  /** Days named by the words that begin here. */
  record Found(TimeRange range, int end) {}

  /** The longest time expression that begins exactly here. */
  Optional<Found> at(String plain, int start) {
    if (start > 0 && latin(plain.charAt(start)) && latin(plain.charAt(start - 1))) {
      return Optional.empty();
    }
    int begin = start;
    Matcher before = matcher(BEFORE, plain, start);
    String opening = "";
    if (before.lookingAt()) {
      opening = before.group().strip();
      begin = before.end();
    }
    boolean since = opening.startsWith("since");
    Optional<Found> first = rules.at(plain, begin);
    if (first.isEmpty()) {
      return Optional.empty();
    }
    Found one = first.get();
    Optional<Found> found =
        Stream.of(onwards(plain, one, since), through(plain, one))
            .flatMap(Optional::stream)
            .findFirst()
            .or(() -> since ? Optional.empty() : Optional.of(one));
    return found.map(
        f -> {
          Matcher after = matcher(AFTER, plain, f.end());
          return after.lookingAt() ? new Found(f.range(), after.end()) : f;
        });
  }

  private Optional<Found> onwards(String plain, Found one, boolean since) {
    Matcher onwards = matcher(ONWARDS, plain, one.end());
    boolean said = onwards.lookingAt();
    LocalDate from = one.range().days().from();
    if ((!said && !since) || from.isAfter(calendar.today())) {
      return Optional.empty();
    }
    return Optional.of(
        new Found(
            TimeRange.of(from, calendar.tomorrow(), one.range().unit()),
            said ? onwards.end() : one.end()));
  }

  private Optional<Found> through(String plain, Found one) {
    Matcher to = matcher(TO, plain, one.end());
    if (!to.lookingAt()) {
      return Optional.empty();
    }
    LocalDate from = one.range().days().from();
    Optional<Found> last = rules.at(plain, to.end());
    if (last.isEmpty() && one.range().unit() == Grain.DAY) {
      Matcher day = matcher(BARE_DAY, plain, to.end());
      if (day.lookingAt()) {
        int number = Integer.parseInt(day.group("day"));
        last =
            calendar
                .date(Optional.of(from.getYear()), from.getMonthValue(), number)
                .map(r -> new Found(r, day.end()));
      }
    }
    return last.filter(l -> l.range().days().to().isAfter(from))
        .filter(l -> l.range().unit() == one.range().unit())
        .map(l -> new Found(TimeRange.of(from, l.range().days().to(), l.range().unit()), l.end()));
  }

  private static Matcher matcher(Pattern pattern, String plain, int start) {
    return pattern.matcher(plain).region(start, plain.length()).useTransparentBounds(true);
  }

  private static boolean latin(char c) {
    return (c >= 'a' && c <= 'z') || Character.isDigit(c);
  }
}
