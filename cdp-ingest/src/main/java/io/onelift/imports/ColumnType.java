package io.onelift.imports;

import io.onelift.event.ValueType;
import java.util.List;
import java.util.regex.Pattern;

/** Learns the type of a column from all its values: the narrowest that fits every one of them. */
final class ColumnType {
  private static final Pattern NUMBER =
      Pattern.compile("-?(0|[1-9]\\d{0,14})(\\.\\d+)?([eE][-+]?\\d{1,3})?");
  private static final Pattern BOOLEAN = Pattern.compile("(?i)true|false");
  private static final Pattern TIME =
      Pattern.compile(
          "\\d{4}-\\d{2}-\\d{2}([T"
              + " ]\\d{2}:\\d{2}(:\\d{2}(\\.\\d{1,9})?)?(Z|[-+]\\d{2}:?\\d{2})?)?");

  private boolean number = true;
  private boolean flag = true;
  private boolean time = true;
  private boolean list = true;
  private boolean seen;

  void see(Object value) {
    seen = true;
    list = list && value instanceof List<?>;
    if (value instanceof String text) {
      // Each pattern is tried only until it fails once, so a text column costs three misses in all.
      number = number && NUMBER.matcher(text).matches();
      flag = flag && BOOLEAN.matcher(text).matches();
      time = time && TIME.matcher(text).matches();
    } else {
      number = number && value instanceof Number;
      flag = flag && value instanceof Boolean;
      time = false;
    }
  }

  ValueType type() {
    if (!seen) {
      return ValueType.TEXT;
    }
    return number
        ? ValueType.NUMBER
        : flag ? ValueType.BOOLEAN : time ? ValueType.TIME : list ? ValueType.LIST : ValueType.TEXT;
  }
}
