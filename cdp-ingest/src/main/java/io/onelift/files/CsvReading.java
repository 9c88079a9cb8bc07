package io.onelift.files;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import de.siegmar.fastcsv.reader.StringArrayHandler;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;

/** Cells of a CSV text, row by row, as they stand there. */
final class CsvReading implements AutoCloseable {
  /** A longer row is no row: a quote was opened and never closed. */
  private static final int LONGEST_ROW = 16 << 20;

  private static final String[] END = {};

  private final CloseableIterator<String[]> rows;

  private CsvReading(CloseableIterator<String[]> rows) {
    this.rows = rows;
  }

  /** One stray quote must not cost a whole file, so what follows a closing quote is kept. */
  @SuppressWarnings("removal")
  static CsvReading of(Reader reader, char separator, char quote) {
    return new CsvReading(
        CsvReader.builder()
            .fieldSeparator(separator)
            .quoteCharacter(quote)
            .skipEmptyLines(true)
            .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
            .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
            .allowExtraCharsAfterClosingQuote(true)
            .maxBufferSize(LONGEST_ROW)
            .build(StringArrayHandler.builder().build(), reader)
            .iterator());
  }

  /** The next row; without cells at the end. */
  String[] next() throws IOException {
    try {
      return rows.hasNext() ? rows.next() : END;
    } catch (UncheckedIOException e) {
      throw e.getCause();
    } catch (CsvParseException e) {
      Throwable deepest = e.getCause() == null ? e : e.getCause();
      throw new IOException(
          e.getMessage()
              + ": "
              + deepest.getMessage()
              + ". A quote that is opened and never closed makes a row too long.",
          e);
    }
  }

  @Override
  public void close() throws IOException {
    rows.close();
  }
}
