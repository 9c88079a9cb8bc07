package io.onelift.linking;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbers as people write them: 100,000, 10万, 1.5亿, 三十, 100k, 2 million, twelve. */
final class Numerals {
  private static final String DIGITS = "零一二三四五六七八九";
  private static final Map<Character, Integer> SMALL_UNITS = Map.of('十', 10, '百', 100, '千', 1000);
  private static final Map<String, Long> UNITS =
      Map.ofEntries(
          Map.entry("十", 10L),
          Map.entry("百", 100L),
          Map.entry("千", 1_000L),
          Map.entry("万", 10_000L),
          Map.entry("w", 10_000L),
          Map.entry("十万", 100_000L),
          Map.entry("百万", 1_000_000L),
          Map.entry("千万", 10_000_000L),
          Map.entry("亿", 100_000_000L),
          Map.entry("k", 1_000L),
          Map.entry("thousand", 1_000L),
          Map.entry("m", 1_000_000L),
          Map.entry("mn", 1_000_000L),
          Map.entry("million", 1_000_000L),
          Map.entry("bn", 1_000_000_000L),
          Map.entry("billion", 1_000_000_000L));
  private static final Map<String, Integer> ENGLISH =
      Map.ofEntries(
          Map.entry("one", 1),
          Map.entry("two", 2),
          Map.entry("three", 3),
          Map.entry("four", 4),
          Map.entry("five", 5),
          Map.entry("six", 6),
          Map.entry("seven", 7),
          Map.entry("eight", 8),
          Map.entry("nine", 9),
          Map.entry("ten", 10),
          Map.entry("eleven", 11),
          Map.entry("twelve", 12),
          Map.entry("fourteen", 14),
          Map.entry("fifteen", 15),
          Map.entry("twenty", 20),
          Map.entry("thirty", 30),
          Map.entry("forty", 40),
          Map.entry("fifty", 50),
          Map.entry("sixty", 60),
          Map.entry("ninety", 90));

  /** A count without unit, for use inside other patterns. */
  static final String COUNT =
      "(?:\\d{1,4}|[零一二两三四五六七八九十百]{1,5}|半|" + String.join("|", ENGLISH.keySet()) + ")";

  private static final Pattern AMOUNT =
      Pattern.compile(
          "(?:[¥￥$] ?)?(?:(?<digits>\\d+(?:,\\d{3})*(?:\\.\\d+)?)(?: ?(?<unit>十万|百万|千万|[十百千万亿]|"
              + "(?:k|w|mn|m|thousand|million|bn|billion)(?![a-z])))?"
              + "|(?<han>[零一二两三四五六七八九十百千]+)(?<hanunit>[万亿])?"
              + "|(?<english>(?:"
              + String.join("|", ENGLISH.keySet())
              + ")(?![a-z])))"
              + "(?<percent>%)?(?: ?(?:元|块钱|块|人民币|(?:rmb|yuan|cny)(?![a-z])))?");

  private Numerals() {}

  /** A number found in a text. */
  record Found(BigDecimal value, int end) {}

  /** The number that begins exactly here, with its unit. */
  static Optional<Found> at(String plain, int start) {
    Matcher matcher =
        AMOUNT.matcher(plain).region(start, plain.length()).useTransparentBounds(true);
    if (!matcher.lookingAt()) {
      return Optional.empty();
    }
    BigDecimal value = value(matcher);
    if (matcher.group("percent") != null) {
      value = value.movePointLeft(2);
    }
    return Optional.of(new Found(value.stripTrailingZeros(), matcher.end()));
  }

  private static BigDecimal value(Matcher matcher) {
    if (matcher.group("digits") != null) {
      BigDecimal digits = new BigDecimal(matcher.group("digits").replace(",", ""));
      String unit = matcher.group("unit");
      return unit == null ? digits : digits.multiply(BigDecimal.valueOf(UNITS.get(unit)));
    }
    if (matcher.group("han") != null) {
      String unit = matcher.group("hanunit");
      long factor = unit == null ? 1 : UNITS.get(unit);
      return BigDecimal.valueOf(chinese(matcher.group("han")) * factor);
    }
    return BigDecimal.valueOf(ENGLISH.get(matcher.group("english")));
  }

  /** Reads what {@link #COUNT} matches, except 半. */
  static int count(String words) {
    if (Character.isDigit(words.charAt(0))) {
      return Integer.parseInt(words);
    }
    Integer english = ENGLISH.get(words);
    return english != null ? english : (int) chinese(words);
  }

  /** 三十 is 30, 一百二十 is 120, 二零二六 is 2026. */
  private static long chinese(String words) {
    if (words.chars().noneMatch(c -> SMALL_UNITS.containsKey((char) c))) {
      long value = 0;
      for (int i = 0; i < words.length(); i++) {
        value = value * 10 + digit(words.charAt(i));
      }
      return value;
    }
    long total = 0;
    long pending = -1;
    for (int i = 0; i < words.length(); i++) {
      char c = words.charAt(i);
      Integer unit = SMALL_UNITS.get(c);
      if (unit != null) {
        total += (pending < 0 ? 1 : pending) * unit;
        pending = -1;
      } else {
        pending = digit(c);
      }
    }
    return total + Math.max(pending, 0);
  }

  private static int digit(char c) {
    return c == '两' ? 2 : DIGITS.indexOf(c);
  }
}
