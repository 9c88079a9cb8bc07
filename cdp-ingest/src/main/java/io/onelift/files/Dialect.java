package io.onelift.files;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * How a text file is written, as said or as its beginning shows. Files of other kinds have one too,
 * which says nothing.
 *
 * @param separator of cells
 * @param quote around cells that hold a separator
 * @param header whether the first row holds the columns' names
 */
public record Dialect(Charset charset, char separator, char quote, boolean header) {
  /** Of files that have no dialect. */
  static final Dialect NONE = new Dialect(StandardCharsets.UTF_8, ',', '"', true);

  private static final List<Character> SEPARATORS = List.of(',', ';', '\t', '|');
  private static final int ROWS = 200;

  static Dialect of(Path file, ReadOptions options) throws IOException {
    if (options.format() == FileFormat.PARQUET) {
      return NONE;
    }
    List<byte[]> samples = TextFile.samples(file);
    Charset charset =
        options.encoding().map(Encodings::named).orElseGet(() -> Encodings.detect(samples));
    if (options.format() == FileFormat.JSONL) {
      return new Dialect(charset, ',', '"', true);
    }
    String text = new String(samples.getFirst(), charset);
    String beginning = text.startsWith("\uFEFF") ? text.substring(1) : text;
    char quote = quote(beginning);
    char separator = options.separator().orElseGet(() -> separator(beginning, quote));
    boolean header = options.header().orElseGet(() -> hasHeader(rows(beginning, separator, quote)));
    return new Dialect(charset, separator, quote, header);
  }

  /** The encoding by the name that users know. */
  public String encoding() {
    return Encodings.name(charset);
  }

  /** Single quotes only where cells open and close with them, and none with double quotes. */
  private static char quote(String text) {
    List<String> lines = text.lines().limit(ROWS).toList();
    boolean twice = lines.stream().anyMatch(line -> line.contains("\""));
    long single = lines.stream().filter(line -> line.matches("'.*'|.*[,;\t|]'.*'.*")).count();
    return !twice && single * 2 > lines.size() ? '\'' : '"';
  }

  /** The one that cuts most rows into the same number of cells, and into more than one. */
  private static char separator(String text, char quote) {
    char best = ',';
    double bestScore = 0;
    for (char candidate : SEPARATORS) {
      List<List<String>> rows = rows(text, candidate, quote);
      int width = rows.isEmpty() ? 0 : rows.getFirst().size();
      long alike = rows.stream().filter(row -> row.size() == width).count();
      double score = width < 2 ? 0 : (double) alike / rows.size() * Math.log(1 + width);
      if (score > bestScore) {
        best = candidate;
        bestScore = score;
      }
    }
    return best;
  }

  /** No column's first cell may be of the narrow type that all its other cells have. */
  private static boolean hasHeader(List<List<String>> rows) {
    if (rows.size() < 2) {
      return true;
    }
    List<String> first = rows.getFirst();
    for (int c = 0; c < first.size(); c++) {
      int column = c;
      ColumnLearner learner = new ColumnLearner(first.get(c), true);
      rows.stream()
          .skip(1)
          .filter(row -> row.size() > column && !row.get(column).isBlank())
          .forEach(row -> learner.see(row.get(column).strip()));
      if (learner.isNarrow() && learner.fits(first.get(c).strip())) {
        return false;
      }
    }
    return true;
  }

  private static List<List<String>> rows(String text, char separator, char quote) {
    List<List<String>> rows = new ArrayList<>();
    try (CsvReading reading = CsvReading.of(new StringReader(text), separator, quote)) {
      for (String[] row = reading.next(); row.length > 0; row = reading.next()) {
        rows.add(Arrays.stream(row).collect(Collectors.toList()));
        if (rows.size() == ROWS) {
          break;
        }
      }
    } catch (IOException e) {
      // The rest is cut off inside a quoted cell; what was read is sample enough.
      return rows;
    }
    return rows;
  }
}
