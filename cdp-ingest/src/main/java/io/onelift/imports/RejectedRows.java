package io.onelift.imports;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/**
 * The rows of an import that could not be taken, as a CSV file: row number, reason, the row as it
 * was.
 */
final class RejectedRows implements AutoCloseable {
  private final CSVPrinter printer;
  private long count;

  private RejectedRows(CSVPrinter printer) {
    this.printer = printer;
  }

  static RejectedRows create(Path file) throws IOException {
    BufferedWriter writer = Files.newBufferedWriter(file, StandardCharsets.UTF_8);
    return new RejectedRows(
        CSVFormat.RFC4180.builder().setHeader("row", "reason", "content").get().print(writer));
  }

  void add(ParsedRow row, String reason) throws IOException {
    printer.printRecord(row.number(), reason, row.source());
    count++;
  }

  long count() {
    return count;
  }

  @Override
  public void close() throws IOException {
    printer.close();
  }
}
