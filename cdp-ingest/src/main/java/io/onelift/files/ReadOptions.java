package io.onelift.files;

import io.onelift.event.Problem;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How a file is to be read; what is empty is found out from the file.
 *
 * @param encoding of text, for example {@code UTF-8} or {@code GBK}
 * @param separator of cells, one character
 * @param header whether the first row holds the columns' names
 * @param dateOrder of days that do not begin with a four-digit year
 */
public record ReadOptions(
    FileFormat format,
    Optional<String> encoding,
    Optional<Character> separator,
    Optional<Boolean> header,
    Optional<DateOrder> dateOrder) {

  /** Everything is found out. */
  public static ReadOptions of(FileFormat format) {
    return new ReadOptions(
        format, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
  }

  /**
   * Reads what a user wrote; empty text means that nothing was said.
   *
   * @param separator the character itself, or {@code tab}, {@code comma}, {@code semicolon}, {@code
   *     pipe}
   * @param problems gets what is wrong
   */
  public static ReadOptions parse(
      FileFormat format,
      String encoding,
      String separator,
      String header,
      String dateOrder,
      List<Problem> problems) {
    return new ReadOptions(
        format,
        said(encoding).filter(name -> isCharset(name, problems)),
        said(separator).flatMap(text -> separator(text, problems)),
        said(header).flatMap(text -> header(text, problems)),
        said(dateOrder).flatMap(text -> order(text, problems)));
  }

  private static Optional<String> said(String text) {
    return text.isEmpty() ? Optional.empty() : Optional.of(text);
  }

  private static boolean isCharset(String name, List<Problem> problems) {
    try {
      Charset.forName(name);
      return true;
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      problems.add(
          new Problem(
              "/encoding", "'" + name + "' is no known encoding. Use for example UTF-8 or GBK"));
      return false;
    }
  }

  private static Optional<Character> separator(String text, List<Problem> problems) {
    String one =
        switch (text.toLowerCase(Locale.ROOT)) {
          case "tab", "\\t" -> "\t";
          case "comma" -> ",";
          case "semicolon" -> ";";
          case "pipe" -> "|";
          default -> text;
        };
    if (one.length() != 1 || Character.isLetterOrDigit(one.charAt(0)) || "\"\r\n".contains(one)) {
      problems.add(
          new Problem(
              "/separator",
              "'" + text + "' cannot separate cells. Use one character such as , ; | or tab"));
      return Optional.empty();
    }
    return Optional.of(one.charAt(0));
  }

  private static Optional<Boolean> header(String text, List<Problem> problems) {
    if (!text.equals("true") && !text.equals("false")) {
      problems.add(new Problem("/header", "'" + text + "' is not a choice. Use true or false"));
      return Optional.empty();
    }
    return Optional.of(Boolean.valueOf(text));
  }

  private static Optional<DateOrder> order(String text, List<Problem> problems) {
    Optional<DateOrder> order =
        Stream.of(DateOrder.values()).filter(o -> o.name().equalsIgnoreCase(text)).findFirst();
    if (order.isEmpty()) {
      problems.add(
          new Problem("/date_order", "'" + text + "' is not a choice. Use ymd, dmy or mdy"));
    }
    return order;
  }
}
