package io.onelift.files;

import io.onelift.event.Fingerprint;
import io.onelift.event.Flat;
import io.onelift.event.ValueType;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Learns the shape of a column from its values, one after the other. */
final class ColumnLearner {
  /** Values kept to compare with other data. */
  private static final int KEPT = 300;

  /** Values remembered to tell whether they repeat; a key is checked again in the warehouse. */
  private static final int REMEMBERED = 50_000;

  /** Longer whole numbers do not come back from a Float64 as they went in. */
  private static final double EXACT = 1L << 53;

  /** What programs write into a cell that has no value. */
  private static final Set<String> NOTHING =
      Set.of("NULL", "null", "\\N", "NA", "N/A", "n/a", "NaN", "nan", "None", "-");

  private static final Pattern DAY_NAMED =
      Pattern.compile("(?i)(^|.*[_\\s])(date|day|dt|time)$|.*(日期|日|时间)$|(date|day)([_\\s].*|$)");

  private final String name;
  private final boolean texts;
  private final EnumSet<DateOrder> readings = EnumSet.of(DateOrder.DMY, DateOrder.MDY);
  private final Set<String> values = new LinkedHashSet<>();
  private Set<Long> seen = new HashSet<>();
  private boolean unique = true;
  private boolean number = true;
  private boolean flag = true;
  private boolean time = true;
  private boolean digits;
  private boolean list = true;
  private boolean turned;
  private long filled;
  private long meant;
  private String timeSample = "";

  /**
   * @param texts every value is a text and may stand for something else, as in CSV
   */
  ColumnLearner(String name, boolean texts) {
    this.name = name;
    this.texts = texts;
    this.digits = texts && DAY_NAMED.matcher(name).matches();
  }

  void see(Object value) {
    filled++;
    if (texts && NOTHING.contains(value)) {
      return;
    }
    meant++;
    switch (value) {
      case String text -> see(text);
      case Number n -> {
        number = number && isExact(n);
        flag = false;
        time = false;
        list = false;
      }
      case Boolean b -> {
        number = false;
        time = false;
        list = false;
      }
      default -> {
        number = false;
        flag = false;
        time = false;
        list = list && value instanceof List<?>;
      }
    }
    remember(value);
  }

  private void see(String text) {
    list = false;
    number = number && texts && NumberText.isNumber(text);
    flag = flag && texts && (text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false"));
    digits = digits && TimeText.isDigits(text);
    time = time && TimeText.looksLike(text);
    Set<DateOrder> possible = time ? TimeText.readings(text) : Set.of();
    if (!possible.isEmpty()) {
      turned = true;
      readings.retainAll(possible);
    }
    if (timeSample.isEmpty() && (time || digits)) {
      timeSample = text;
    }
  }

  private void remember(Object value) {
    if (!unique && values.size() >= KEPT) {
      return;
    }
    String text = Flat.text(value);
    if (values.size() < KEPT) {
      values.add(text);
    }
    if (unique && seen.size() < REMEMBERED && !seen.add(Fingerprint.of(text).low())) {
      unique = false;
      seen = new HashSet<>();
    }
  }

  private static boolean isExact(Number number) {
    double value = number.doubleValue();
    return Double.isFinite(value) && (value != Math.rint(value) || Math.abs(value) < EXACT);
  }

  /** True when the values seen are of a type that not every text has. */
  boolean isNarrow() {
    return type() != ValueType.TEXT;
  }

  /** Whether a text would be of the type of all others. */
  boolean fits(String text) {
    return switch (type()) {
      case NUMBER -> NumberText.isNumber(text);
      case BOOLEAN -> text.toLowerCase(Locale.ROOT).matches("true|false");
      case TIME -> TimeText.looksLike(text) || TimeText.isDigits(text);
      case LIST, TEXT -> false;
    };
  }

  private ValueType type() {
    if (meant == 0) {
      return ValueType.TEXT;
    }
    if (digits) {
      return ValueType.TIME;
    }
    // Days that can only be read day first beside days that can only be read month first.
    boolean readable = !turned || !readings.isEmpty();
    return number
        ? ValueType.NUMBER
        : flag
            ? ValueType.BOOLEAN
            : time && readable ? ValueType.TIME : list ? ValueType.LIST : ValueType.TEXT;
  }

  /**
   * @param said the order of days, when the user says it
   * @param rows of the file
   */
  ColumnShape shape(Optional<DateOrder> said, long rows) {
    ValueType type = said.isPresent() && turned && time ? ValueType.TIME : type();
    boolean ambiguous = turned && said.isEmpty() && readings.size() > 1;
    DateOrder order = said.orElseGet(this::likely);
    boolean key =
        unique
            && filled == rows
            && meant == rows
            && rows > 1
            && (type == ValueType.TEXT || type == ValueType.NUMBER || type == ValueType.TIME);
    return new ColumnShape(
        name,
        type,
        order,
        ambiguous && type == ValueType.TIME,
        type == ValueType.TIME
            ? Optional.of(TimeText.format(timeSample, order)).filter(f -> !f.isEmpty())
            : Optional.empty(),
        meant,
        key,
        new ArrayList<>(values));
  }

  /** Where both are possible: month first with slashes, day first with dots and dashes. */
  private DateOrder likely() {
    if (!turned) {
      return DateOrder.YMD;
    }
    if (readings.size() == 1) {
      return readings.iterator().next();
    }
    return timeSample.contains("/") ? DateOrder.MDY : DateOrder.DMY;
  }

  /** True for a text that stands for no value in a column that is not one of texts. */
  static boolean isNothing(String text) {
    return NOTHING.contains(text);
  }
}
