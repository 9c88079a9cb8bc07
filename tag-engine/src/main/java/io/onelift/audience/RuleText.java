package io.onelift.audience;

import com.fasterxml.jackson.databind.JsonNode;
import io.onelift.event.InvalidInput;
import io.onelift.event.Problem;
import java.util.Optional;

/**
 * The rule language as a SQL boolean expression; it says exactly what {@link RuleJson} says, and
 * each is made of the other without loss:
 *
 * <pre>
 * city IN ('上海', '北京') AND 100000 &lt;= aum &lt; 500000 AND NOT (vip = TRUE)
 * TRAIT birthday IS NOT NULL          a trait; a name alone, or TAG name, is a tag
 * name CONTAINS 'fund'                letter case ignored
 * EVENT('purchase', amount &gt;= 1000, COUNT &gt;= 3, WITHIN '7d')
 * EVENT('purchase', SUM(amount) &gt;= 5000, FROM '2026-10-01', TO '2026-11-01')
 * EVENT('login', COUNT = 0, WITHIN '30d')                    did not
 * SEQUENCE('view', EVENT('purchase', product = 'fund'), WITHIN '30m', LAST '7d')
 * AUDIENCE('key')    SNAPSHOT('key', 3)                      its members now, those of then
 * </pre>
 *
 * <p>Tests are {@code = <> < <= > >= IN, NOT IN, BETWEEN … AND …, CONTAINS, IS NULL, IS NOT NULL};
 * a range with two ends is one comparison, because {@code a >= 1 AND a < 5} is two conditions.
 * Measures are {@code COUNT}, {@code DAYS_SINCE} and, of a property, {@code SUM AVG MIN MAX
 * DISTINCT LAST_VALUE}; an event without one happened at least once. {@code NOT} binds tighter than
 * {@code AND}, and that than {@code OR}; brackets are kept as groups of their own, {@code AND(x)}
 * is a group of one. Texts stand in single quotes, names in double quotes where they are words of
 * the language or hold other characters than letters, digits, {@code _ $ .}; a quote inside is
 * doubled. Words of the language may be written in any letter case.
 */
public final class RuleText {
  private RuleText() {}

  /**
   * The rule that somebody wrote, checked against what the project knows.
   *
   * @param pointer where the text is in what they sent, for example {@code /text}
   * @throws InvalidInput with every problem at once, each with its line and column, or with the
   *     place where the text stops being a rule
   */
  public static Rule parse(String text, String pointer, Vocabulary names) {
    return parse(text, pointer, Optional.of(names));
  }

  /** A rule whose names are not checked. */
  public static Rule read(String text) {
    return parse(text, "", Optional.empty());
  }

  private static Rule parse(String text, String pointer, Optional<Vocabulary> names) {
    TextParser parser;
    JsonNode json;
    try {
      parser = new TextParser(text);
      json = parser.parse();
    } catch (TextFault fault) {
      throw new InvalidInput(pointer, place(text, fault.at()) + fault.getMessage());
    }
    try {
      return RuleParser.parse(json, "", names);
    } catch (InvalidInput e) {
      throw new InvalidInput(
          e.problems().stream()
              .map(
                  problem ->
                      new Problem(
                          pointer,
                          place(text, parser.place(json, problem.pointer())) + problem.message()))
              .toList());
    }
  }

  /** The rule as {@link #parse} takes it. */
  public static String print(Rule rule) {
    return TextPrinter.print(rule);
  }

  private static String place(String text, int at) {
    String before = text.substring(0, at);
    long line = before.chars().filter(c -> c == '\n').count() + 1;
    int column = at - (before.lastIndexOf('\n') + 1) + 1;
    return "line " + line + ", column " + column + ": ";
  }
}
