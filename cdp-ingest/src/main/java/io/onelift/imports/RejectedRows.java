package io.onelift.imports;

import de.siegmar.fastcsv.writer.CsvWriter;
import io.onelift.files.ParsedRow;
import java.io.IOException;
import java.nio.file.Path;

/**
 * The rows of an import that could not be taken, as a CSV file: row number, reason, the row as it
 * was.
 */
final class RejectedRows implements AutoCloseable {
  private final CsvWriter writer;
  private long count;

  private RejectedRows(CsvWriter writer) {
    this.writer = writer;
  }

  static RejectedRows create(Path file) throws IOException {
    CsvWriter writer = CsvWriter.builder().build(file);
    writer.writeRecord("row", "reason", "content");
    return new RejectedRows(writer);
  }

  void add(ParsedRow row, String reason) {
    note(row, reason);
    count++;
  }

  /** A row that is taken, but not all of it. */
  void note(ParsedRow row, String reason) {
    writer.writeRecord(Long.toString(row.number()), reason, row.source().get());
  }

  long count() {
    return count;
  }

  @Override
  public void close() throws IOException {
    writer.close();
  }
}
