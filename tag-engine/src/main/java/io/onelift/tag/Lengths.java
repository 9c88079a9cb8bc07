package io.onelift.tag;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Lengths of time as rules write them: a whole number and {@code m} (minutes), {@code h}, {@code d}
 * (24 hours) or {@code w} (7 days).
 */
public final class Lengths {
  /** Longer than any window that makes sense, short enough for every calculation with it. */
  private static final Duration LONGEST = Duration.ofDays(36_500);

  private static final Pattern FORM = Pattern.compile("(\\d{1,9})([mhdw])");

  private Lengths() {}

  /** Empty when the text has another form, is zero or exceeds a hundred years. */
  public static Optional<Duration> parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      return Optional.empty();
    }
    long number = Long.parseLong(form.group(1));
    Duration length =
        switch (form.group(2)) {
          case "m" -> Duration.ofMinutes(number);
          case "h" -> Duration.ofHours(number);
          case "d" -> Duration.ofDays(number);
          default -> Duration.ofDays(7 * number);
        };
    return length.isZero() || length.compareTo(LONGEST) > 0
        ? Optional.empty()
        : Optional.of(length);
  }

  /** In the largest of days, hours and minutes that needs no fraction. */
  public static String print(Duration length) {
    long minutes = length.toMinutes();
    if (minutes == 0 || !Duration.ofMinutes(minutes).equals(length)) {
      throw new IllegalArgumentException("Not a whole number of minutes: " + length);
    }
    if (minutes % (24 * 60) == 0) {
      return minutes / (24 * 60) + "d";
    }
    return minutes % 60 == 0 ? minutes / 60 + "h" : minutes + "m";
  }
}
