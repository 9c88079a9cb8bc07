package io.onelift.imports;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** The rows of a file, one after the other. */
interface FileRows extends AutoCloseable {
  /** The columns that are known so far: of CSV the header, of JSONL the fields seen. */
  List<String> columns();

  /** The next row, or empty at the end. */
  Optional<ParsedRow> next() throws IOException;

  /** How much of the file has been read. */
  long bytesRead();

  @Override
  void close() throws IOException;
}
