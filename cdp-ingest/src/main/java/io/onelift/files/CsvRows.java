package io.onelift.files;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The rows of a CSV file; their values are the cells as texts. */
final class CsvRows implements FileRows {
  private final TextFile file;
  private final CsvReading reading;
  private final Dialect dialect;
  private final List<String> columns;
  private String[] ahead;
  private long number;

  private CsvRows(
      TextFile file, CsvReading reading, Dialect dialect, List<String> columns, String[] ahead) {
    this.file = file;
    this.reading = reading;
    this.dialect = dialect;
    this.columns = columns;
    this.ahead = ahead;
  }

  static CsvRows open(Path path, Dialect dialect) throws IOException {
    TextFile file = TextFile.open(path, dialect.charset());
    try {
      CsvReading reading = CsvReading.of(file.reader(), dialect.separator(), dialect.quote());
      String[] first = reading.next();
      return new CsvRows(
          file,
          reading,
          dialect,
          names(first, dialect.header()),
          dialect.header() ? reading.next() : first);
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  /** A column without a name, or with one that is taken, gets one. */
  private static List<String> names(String[] first, boolean header) {
    List<String> names = new ArrayList<>(first.length);
    Set<String> taken = new HashSet<>();
    for (int i = 0; i < first.length; i++) {
      String said = header ? first[i].strip() : "";
      String name = said.isEmpty() ? "column_" + (i + 1) : said;
      String unique = name;
      for (int n = 2; !taken.add(unique); n++) {
        unique = name + "_" + n;
      }
      names.add(unique);
    }
    return List.copyOf(names);
  }

  @Override
  public List<String> columns() {
    return columns;
  }

  @Override
  public Optional<ParsedRow> next() throws IOException {
    String[] cells = ahead;
    if (cells.length == 0) {
      return Optional.empty();
    }
    ahead = reading.next();
    number++;
    if (cells.length != columns.size()) {
      String fault =
          "The row has " + cells.length + " cells, the header has " + columns.size() + ".";
      return Optional.of(ParsedRow.unreadable(number, () -> source(cells), fault));
    }
    Map<String, Object> values = LinkedHashMap.newLinkedHashMap(cells.length);
    for (int i = 0; i < cells.length; i++) {
      String cell = cells[i].strip();
      if (cell.indexOf(TextFile.INVALID) >= 0) {
        return Optional.of(ParsedRow.unreadable(number, () -> source(cells), invalid(dialect)));
      }
      if (!cell.isEmpty()) {
        values.put(columns.get(i), cell);
      }
    }
    return Optional.of(ParsedRow.read(number, values, () -> source(cells)));
  }

  static String invalid(Dialect dialect) {
    return "The row holds bytes that are not valid in "
        + dialect.encoding()
        + ". Say the encoding, for example encoding=GBK, or mend the row.";
  }

  private String source(String[] cells) {
    String quote = String.valueOf(dialect.quote());
    return Arrays.stream(cells)
        .map(
            cell ->
                cell.contains(quote)
                        || cell.indexOf(dialect.separator()) >= 0
                        || cell.contains("\n")
                    ? quote + cell.replace(quote, quote + quote) + quote
                    : cell)
        .map(cell -> cell.replace(TextFile.INVALID, '\uFFFD'))
        .collect(Collectors.joining(String.valueOf(dialect.separator())));
  }

  @Override
  public long bytesRead() {
    return file.bytesRead();
  }

  @Override
  public String fingerprint() throws IOException {
    return file.fingerprint();
  }

  @Override
  public void close() throws IOException {
    reading.close();
    file.close();
  }
}
