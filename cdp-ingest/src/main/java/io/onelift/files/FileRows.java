package io.onelift.files;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The rows of a file, one after the other. */
public interface FileRows extends AutoCloseable {
  /** Opens a file; its values come as they stand there. */
  static FileRows open(Path file, FileFormat format, Dialect dialect) throws IOException {
    return switch (format) {
      case CSV -> CsvRows.open(file, dialect);
      case JSONL -> JsonRows.open(file, dialect.charset());
      case PARQUET -> ParquetRows.open(file);
    };
  }

  /** Opens a file; its values come as the types of its shape. */
  static FileRows open(Path file, FileFormat format, FileShape shape) throws IOException {
    return new ShapedRows(open(file, format, shape.dialect()), shape);
  }

  /** The columns that are known so far: of JSON the fields seen, else all of them. */
  List<String> columns();

  /** The next row, or empty at the end. */
  Optional<ParsedRow> next() throws IOException;

  /** How much of the file has been read. */
  long bytesRead();

  /** Stands for the whole file: 24 hexadecimal digits. Reads what was not read yet. */
  String fingerprint() throws IOException;

  @Override
  void close() throws IOException;
}
