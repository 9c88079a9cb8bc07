package io.onelift.imports;

import io.onelift.event.ValueType;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** The rows of a CSV file with a header line (RFC 4180, any of the usual separators). */
final class CsvRows implements FileRows {
  private final CountedInput input;
  private final CSVParser parser;
  private final Iterator<CSVRecord> records;
  private final List<String> columns;
  private final Map<String, ValueType> types;

  private CsvRows(CountedInput input, CSVParser parser, Map<String, ValueType> types) {
    this.input = input;
    this.parser = parser;
    this.records = parser.iterator();
    this.columns = parser.getHeaderNames().stream().map(String::strip).toList();
    this.types = types;
  }

  /**
   * @param types of the columns; a column that is not there stays text
   */
  static CsvRows open(Path file, Map<String, ValueType> types) throws IOException {
    CsvDialect dialect = CsvDialect.of(file);
    CountedInput input = new CountedInput(Files.newInputStream(file));
    BufferedReader reader =
        new BufferedReader(new InputStreamReader(input, dialect.charset()), 1 << 16);
    reader.mark(1);
    if (reader.read() != '\uFEFF') {
      reader.reset();
    }
    CSVFormat format =
        CSVFormat.RFC4180
            .builder()
            .setDelimiter(dialect.separator())
            .setHeader()
            .setSkipHeaderRecord(true)
            .setIgnoreEmptyLines(true)
            .get();
    return new CsvRows(input, format.parse(reader), types);
  }

  @Override
  public List<String> columns() {
    return columns;
  }

  @Override
  public Optional<ParsedRow> next() throws IOException {
    if (!records.hasNext()) {
      return Optional.empty();
    }
    CSVRecord row = records.next();
    if (row.size() != columns.size()) {
      String fault = "The row has " + row.size() + " cells, the header has " + columns.size() + ".";
      return Optional.of(ParsedRow.unreadable(row.getRecordNumber(), source(row), fault));
    }
    Map<String, Object> values = new LinkedHashMap<>();
    for (int i = 0; i < columns.size(); i++) {
      String cell = row.get(i).strip();
      if (!cell.isEmpty()) {
        values.put(columns.get(i), typed(cell, types.getOrDefault(columns.get(i), ValueType.TEXT)));
      }
    }
    return Optional.of(ParsedRow.read(row.getRecordNumber(), values, source(row)));
  }

  private static Object typed(String cell, ValueType type) {
    return switch (type) {
      case NUMBER -> number(cell);
      case BOOLEAN -> Boolean.valueOf(cell.toLowerCase(Locale.ROOT));
      case TEXT, TIME, LIST -> cell;
    };
  }

  private static Object number(String cell) {
    double value = Double.parseDouble(cell);
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? (Object) (long) value
        : (Object) value;
  }

  private static String source(CSVRecord row) {
    return Arrays.stream(row.values())
        .map(v -> v.matches("(?s).*[\",\\n\\r].*") ? "\"" + v.replace("\"", "\"\"") + "\"" : v)
        .collect(Collectors.joining(","));
  }

  @Override
  public long bytesRead() {
    return input.count();
  }

  @Override
  public void close() throws IOException {
    parser.close();
  }
}
