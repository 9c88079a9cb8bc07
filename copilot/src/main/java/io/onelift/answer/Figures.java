package io.onelift.answer;

import io.onelift.semantic.Metric.Format;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;

/** Figures as people of each language read them: 12.3万元, CNY 1.23 million, 3.21%. */
final class Figures {
  private static final double WAN = 1e4;
  private static final double YI = 1e8;

  private Figures() {}

  static String write(Object value, Format format, Language language) {
    if (!(value instanceof Number number)) {
      return language.say("无数据", "no data");
    }
    return switch (format) {
      case NUMBER -> number(number, language);
      case MONEY ->
          language.say(
              chinese(number.doubleValue(), 2) + "元", "CNY " + english(number.doubleValue()));
      case PERCENT -> pattern("#,##0.00", number.doubleValue() * 100) + "%";
    };
  }

  private static String number(Number number, Language language) {
    double value = number.doubleValue();
    boolean whole = value == Math.rint(value);
    if (whole && Math.abs(value) < 1e6) {
      return pattern("#,##0", value);
    }
    return language.say(chinese(value, 2), english(value));
  }

  private static String chinese(double value, int digits) {
    double size = Math.abs(value);
    if (size >= YI) {
      return rounded(value / YI, digits) + "亿";
    }
    if (size >= WAN) {
      return rounded(value / WAN, digits) + "万";
    }
    return rounded(value, digits);
  }

  private static String english(double value) {
    double size = Math.abs(value);
    if (size >= 1e9) {
      return rounded(value / 1e9, 2) + " billion";
    }
    if (size >= 1e6) {
      return rounded(value / 1e6, 2) + " million";
    }
    return rounded(value, 2);
  }

  private static String rounded(double value, int digits) {
    BigDecimal rounded = BigDecimal.valueOf(value).setScale(digits, RoundingMode.HALF_UP);
    return pattern("#,##0.##", rounded.doubleValue());
  }

  private static String pattern(String pattern, double value) {
    DecimalFormat format =
        new DecimalFormat(pattern, DecimalFormatSymbols.getInstance(Locale.ROOT));
    format.setRoundingMode(RoundingMode.HALF_UP);
    return format.format(value);
  }
}
