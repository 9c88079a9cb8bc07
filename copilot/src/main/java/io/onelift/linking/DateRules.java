package io.onelift.linking;

import static java.util.regex.Pattern.compile;

import io.onelift.ir.MetricQuery.Grain;
import java.time.DayOfWeek;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How one day, week, month, quarter or year is said; each rule is a pattern and its meaning. */
final class DateRules {
  private static final Map<Character, Grain> ZH_UNITS =
      Map.of(
          '天',
          Grain.DAY,
          '日',
          Grain.DAY,
          '周',
          Grain.WEEK,
          '星',
          Grain.WEEK,
          '礼',
          Grain.WEEK,
          '月',
          Grain.MONTH,
          '季',
          Grain.QUARTER,
          '年',
          Grain.YEAR);
  private static final List<String> MONTHS =
      List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");
  private static final String ZH_UNIT = "(周|星期|礼拜|月|季度|季|年)";
  private static final String MONTH =
      "(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
          + "|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\\.?";
  private static final String NTH = "(\\d{1,2})(?:st|nd|rd|th)?";
  private static final String YEAR = "(20\\d\\d)";
  private static final String UNIT = "(day|week|month|quarter|year)";
  private static final String END = "(?![a-z0-9])";

  private record Rule(Pattern pattern, Function<MatchResult, Optional<TimeRange>> meaning) {}

  private final List<Rule> rules = new ArrayList<>();

  private DateRules() {}

  static DateRules of(Calendar calendar) {
    DateRules rules = new DateRules();
    rules.chinese(calendar);
    rules.chineseDates(calendar);
    rules.english(calendar);
    rules.englishDates(calendar);
    return rules;
  }

  /** The longest expression that begins exactly here. */
  Optional<TimeExpressions.Found> at(String plain, int start) {
    return rules.stream()
        .flatMap(
            rule -> {
              Matcher m =
                  rule.pattern
                      .matcher(plain)
                      .region(start, plain.length())
                      .useTransparentBounds(true);
              return m.lookingAt()
                  ? rule.meaning.apply(m).map(r -> new TimeExpressions.Found(r, m.end())).stream()
                  : java.util.stream.Stream.<TimeExpressions.Found>empty();
            })
        .max(Comparator.comparingInt(TimeExpressions.Found::end));
  }

  private void rule(String pattern, Function<MatchResult, TimeRange> meaning) {
    maybe(pattern, m -> Optional.of(meaning.apply(m)));
  }

  private void maybe(String pattern, Function<MatchResult, Optional<TimeRange>> meaning) {
    rules.add(new Rule(compile(pattern), meaning));
  }

  private void chinese(Calendar calendar) {
    rule("今天|今日|当天", m -> calendar.day(0));
    rule("昨天|昨日", m -> calendar.day(1));
    rule("前天|前日", m -> calendar.day(2));
    maybe("(" + Numerals.COUNT + ")天(?:之)?前", m -> count(m.group(1)).map(calendar::day));
    rule("(?:本|这一?个?|当)" + ZH_UNIT, m -> calendar.period(zhUnit(m.group(1)), 0));
    rule("今年", m -> calendar.period(Grain.YEAR, 0));
    rule("(上+)一?个?" + ZH_UNIT, m -> calendar.period(zhUnit(m.group(2)), m.group(1).length()));
    rule("去年", m -> calendar.period(Grain.YEAR, 1));
    rule("前年", m -> calendar.period(Grain.YEAR, 2));
    rule(
        "(本|这|上+)个?(?:周|星期|礼拜)([一二三四五六日天])",
        m ->
            calendar.weekday(
                DayOfWeek.of(
                    "一二三四五六日天".indexOf(m.group(2)) == 7 ? 7 : "一二三四五六日天".indexOf(m.group(2)) + 1),
                m.group(1).startsWith("上") ? m.group(1).length() : 0));
    maybe(
        "(?:最近|近|过去|前|近来|之前)的?这?(" + Numerals.COUNT + ")个?(天|日|周|星期|礼拜|月|季度|年)",
        m -> zhLast(calendar, m.group(1), m.group(2)));
    rule("(?:年初(?:至今|到现在|到今天|以来)|今年以来|本年至今|年至今)", m -> calendar.period(Grain.YEAR, 0));
    rule("(?:月初(?:至今|到现在|到今天|以来)|本月以来|本月至今)", m -> calendar.period(Grain.MONTH, 0));
    rule("(?:本周以来|本周至今)", m -> calendar.period(Grain.WEEK, 0));
    rule("(?:季初至今|本季度?以来|本季度?至今)", m -> calendar.period(Grain.QUARTER, 0));
  }

  private void chineseDates(Calendar calendar) {
    rule("(20\\d\\d)年", m -> calendar.year(number(m, 1)));
    rule(
        "(去|今)年(上|下)半年",
        m -> calendar.half(zhYear(calendar, m.group(1)), "上".equals(m.group(2)) ? 1 : 2));
    rule("(20\\d\\d)年(上|下)半年", m -> calendar.half(number(m, 1), "上".equals(m.group(2)) ? 1 : 2));
    rule(
        "(?:(20\\d\\d)年)?(?:的)?第?([一二三四1-4])季度",
        m -> calendar.quarter(year(m, 1), Numerals.count(m.group(2))));
    rule(
        "(去|今)年的?第?([一二三四1-4])季度",
        m ->
            calendar.quarter(
                Optional.of(zhYear(calendar, m.group(1))), Numerals.count(m.group(2))));
    String month = "(1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])月";
    rule(
        "(?:(20\\d\\d)年的?)?" + month + "份?",
        m -> calendar.month(year(m, 1), Numerals.count(m.group(2))));
    rule(
        "(去|今)年的?" + month + "份?",
        m -> calendar.month(Optional.of(zhYear(calendar, m.group(1))), Numerals.count(m.group(2))));
    maybe(
        "(?:(20\\d\\d)年的?)?" + month + "(\\d{1,2}|[一二三四五六七八九十]{1,3})[日号]",
        m -> calendar.date(year(m, 1), Numerals.count(m.group(2)), Numerals.count(m.group(3))));
    maybe(
        "(20\\d\\d)[-/.](\\d{1,2})[-/.](\\d{1,2})(?!\\d)",
        m -> calendar.date(year(m, 1), number(m, 2), number(m, 3)));
    rule("(20\\d\\d)[-/](1[0-2]|0[1-9])(?![\\d/-])", m -> calendar.month(year(m, 1), number(m, 2)));
  }

  private void english(Calendar calendar) {
    rule("today" + END, m -> calendar.day(0));
    rule("yesterday" + END, m -> calendar.day(1));
    rule("(?:the )?day before yesterday" + END, m -> calendar.day(2));
    rule("(" + Numerals.COUNT + ") days? ago" + END, m -> calendar.day(Numerals.count(m.group(1))));
    rule(
        "(?:this|the current|current) " + UNIT + "(?: so far| to date)?" + END,
        m -> calendar.period(unit(m.group(1)), 0));
    rule("(?:last|previous|prior) " + UNIT + END, m -> calendar.period(unit(m.group(1)), 1));
    rule("(?:the )?" + UNIT + " before last" + END, m -> calendar.period(unit(m.group(1)), 2));
    rule("past " + UNIT + END, m -> calendar.last(1, unit(m.group(1))));
    maybe(
        "(?:last|past|previous|recent|latest|trailing|most recent) ("
            + Numerals.COUNT
            + ")[ -]"
            + UNIT
            + "s?"
            + END,
        m -> count(m.group(1)).map(n -> calendar.last(n, unit(m.group(2)))));
    rule(UNIT + "[ -]to[ -]date" + END, m -> calendar.period(unit(m.group(1)), 0));
    rule("ytd" + END, m -> calendar.period(Grain.YEAR, 0));
    rule("qtd" + END, m -> calendar.period(Grain.QUARTER, 0));
    rule("mtd" + END, m -> calendar.period(Grain.MONTH, 0));
    rule("wtd" + END, m -> calendar.period(Grain.WEEK, 0));
  }

  private void englishDates(Calendar calendar) {
    rule("(?<=(?:in|during|for|of|since) )" + YEAR + END, m -> calendar.year(number(m, 1)));
    rule(
        "q([1-4])(?:(?: of)?[ ,]*" + YEAR + ")?" + END,
        m -> calendar.quarter(year(m, 2), number(m, 1)));
    rule(YEAR + " ?q([1-4])" + END, m -> calendar.quarter(year(m, 1), number(m, 2)));
    rule(
        "(first|second|third|fourth) quarter(?:(?: of)?[ ,]*" + YEAR + ")?" + END,
        m ->
            calendar.quarter(
                year(m, 2), List.of("first", "second", "third", "fourth").indexOf(m.group(1)) + 1));
    // "may" and "march" are also ordinary words: alone they need a preposition before them.
    rule("(?!may|mar)" + MONTH + END, m -> calendar.month(Optional.empty(), month(m.group(1))));
    rule(
        "(?<=(?:in|during|for|of|since|from|to|and|through) )" + MONTH + END,
        m -> calendar.month(Optional.empty(), month(m.group(1))));
    rule(MONTH + "(?: of)?[ ,]*" + YEAR + END, m -> calendar.month(year(m, 2), month(m.group(1))));
    maybe(
        MONTH + " ?" + NTH + "(?:,? " + YEAR + ")?" + END,
        m -> calendar.date(year(m, 3), month(m.group(1)), number(m, 2)));
    maybe(
        NTH + " (?:of )?" + MONTH + "(?:,? " + YEAR + ")?" + END,
        m -> calendar.date(year(m, 3), month(m.group(2)), number(m, 1)));
  }

  private static Optional<TimeRange> zhLast(Calendar calendar, String count, String unit) {
    if (count.equals("半")) {
      return unit.equals("年") ? Optional.of(calendar.last(6, Grain.MONTH)) : Optional.empty();
    }
    return count(count).map(n -> calendar.last(n, zhUnit(unit)));
  }

  /** A count that makes a range; 0 does not, and thousands of years do not either. */
  private static Optional<Integer> count(String words) {
    return words.equals("半")
        ? Optional.empty()
        : Optional.of(Numerals.count(words)).filter(n -> n > 0 && n <= 3650);
  }

  private static int zhYear(Calendar calendar, String word) {
    return calendar.today().getYear() - ("去".equals(word) ? 1 : 0);
  }

  private static Grain zhUnit(String word) {
    return ZH_UNITS.get(word.charAt(0));
  }

  private static Grain unit(String word) {
    return Grain.valueOf(word.toUpperCase(java.util.Locale.ROOT));
  }

  private static int month(String word) {
    return MONTHS.indexOf(word.substring(0, 3)) + 1;
  }

  private static int number(MatchResult m, int group) {
    return Integer.parseInt(m.group(group));
  }

  private static Optional<Integer> year(MatchResult m, int group) {
    return Optional.ofNullable(m.group(group)).map(Integer::parseInt);
  }
}
