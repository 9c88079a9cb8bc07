package io.onelift.resolve;

import io.onelift.event.InvalidInput;
import io.onelift.event.Problem;
import io.onelift.tag.NearestName;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.calcite.runtime.CalciteContextException;
import org.apache.calcite.sql.parser.SqlParseException;

/** Says in words where a statement is wrong and what to do. */
final class SqlProblems {
  private static final String POINTER = "/sql";
  private static final Set<String> READING = Set.of("SELECT", "WITH", "VALUES");
  private static final List<String> CLAUSES =
      List.of(
          "SELECT",
          "FROM",
          "WHERE",
          "GROUP",
          "HAVING",
          "ORDER",
          "LIMIT",
          "JOIN",
          "LEFT",
          "UNION",
          "DISTINCT",
          "BETWEEN");
  private static final Pattern COLUMN =
      Pattern.compile("Column '([^']+)' not found in (?:any table|table '([^']+)')");
  private static final Pattern OBJECT = Pattern.compile("(?:Object|Table) '([^']+)' not found");
  private static final Pattern FUNCTION =
      Pattern.compile("No match found for function signature ([^(]+)\\(");
  private static final Pattern INCORRECT =
      Pattern.compile("Incorrect syntax near the keyword '(\\w+)'");
  private static final Pattern PLACE = Pattern.compile("line (\\d+), column (\\d+)");
  private static final Pattern ENCOUNTERED = Pattern.compile("Encountered \"([^\"]*)\"");

  private SqlProblems() {}

  static InvalidInput notReading(String sql) {
    String word = firstWord(sql);
    return new InvalidInput(
        POINTER, "Only reading is allowed here: start with SELECT or WITH, not " + word);
  }

  static InvalidInput of(SqlParseException e, String sql) {
    String word = firstWord(sql);
    if (!READING.contains(word) && !sql.stripLeading().startsWith("(")) {
      String near = NearestName.of(word, READING).map(w -> ". Did you mean " + w + "?").orElse("");
      return new InvalidInput(
          POINTER, "Only reading is allowed here: start with SELECT or WITH, not " + word + near);
    }
    String place = place(e.getPos().getLineNum(), e.getPos().getColumnNum());
    Matcher incorrect = INCORRECT.matcher(String.valueOf(e.getMessage()));
    if (incorrect.find()) {
      return new InvalidInput(
          POINTER,
          place
              + "'"
              + incorrect.group(1)
              + "' is not expected here; something is missing before or behind it"
              + SqlExamples.ofTables());
    }
    Matcher encountered = ENCOUNTERED.matcher(String.valueOf(e.getMessage()));
    if (!encountered.find()) {
      return new InvalidInput(POINTER, place + firstLine(e.getMessage()));
    }
    String token = encountered.group(1).strip();
    if (token.equals("<EOF>")) {
      return new InvalidInput(
          POINTER, place + "the statement ends too early" + SqlExamples.ofTables());
    }
    if (token.startsWith(";")) {
      return new InvalidInput(POINTER, place + "one statement at a time; remove the ';'");
    }
    String wrong = token.split("\\s+", 2)[0];
    String hint =
        NearestName.of(wrong, CLAUSES)
                .filter(near -> !near.equalsIgnoreCase(wrong))
                .map(near -> ". Did you mean " + near + "?")
                .orElse(
                    ". Check what stands before it; a name that is a word of SQL needs \"double"
                        + " quotes\"")
            + SqlExamples.ofTables();
    return new InvalidInput(
        POINTER, place + "'" + wrong + "' is not expected here" + hint.replace("?. ", "? "));
  }

  static InvalidInput of(CalciteContextException e, LogicalSchema schema, Operators operators) {
    String message = e.getCause() == null ? e.getMessage() : e.getCause().getMessage();
    String text = message == null ? "the statement is not valid" : message;
    String hint = "";
    Matcher column = COLUMN.matcher(text);
    Matcher object = OBJECT.matcher(text);
    Matcher function = FUNCTION.matcher(text);
    if (column.find()) {
      hint =
          hint(column.group(1), columns(column.group(2), schema))
              + SqlExamples.ofTable(Optional.ofNullable(column.group(2)), schema);
    } else if (object.find()) {
      hint = hint(object.group(1), schema.tables().keySet()) + SqlExamples.ofTables();
    } else if (function.find()) {
      String name = function.group(1).strip();
      hint = hint(name, operators.names()) + SqlExamples.ofFunction(name, operators.names());
    } else {
      hint = ". " + SqlExamples.of(text);
    }
    return new InvalidInput(
        POINTER,
        place(e.getPosLine(), e.getPosColumn())
            + (firstLine(text).replaceAll("[.\\s]+$", "") + hint)
                .replace("?. ", "? ")
                .replace(".. ", ". "));
  }

  /** The same with every place where the writer sees it. */
  static InvalidInput placed(InvalidInput e, Placeholders text) {
    return new InvalidInput(
        e.problems().stream()
            .map(
                problem ->
                    new Problem(
                        problem.pointer(),
                        PLACE
                            .matcher(problem.message())
                            .replaceAll(
                                at ->
                                    "line "
                                        + at.group(1)
                                        + ", column "
                                        + text.column(
                                            Integer.parseInt(at.group(1)),
                                            Integer.parseInt(at.group(2))))))
            .toList());
  }

  static InvalidInput at(int line, int column, String message) {
    return new InvalidInput(POINTER, place(line, column) + message);
  }

  private static Collection<String> columns(String table, LogicalSchema schema) {
    return table != null && schema.tables().containsKey(table)
        ? schema.tables().get(table).columns().stream().map(LogicalTable.Column::name).toList()
        : schema.columnNames();
  }

  private static String hint(String wrong, Collection<String> known) {
    return ". " + NearestName.hint(wrong, known);
  }

  private static String place(int line, int column) {
    return "line " + line + ", column " + column + ": ";
  }

  private static String firstLine(String text) {
    return text == null ? "the statement is not valid" : text.lines().findFirst().orElse(text);
  }

  private static String firstWord(String sql) {
    String[] words = sql.strip().split("[^\\p{L}]+", 2);
    return words[0].toUpperCase(Locale.ROOT);
  }
}
