package io.onelift.imports;

import io.onelift.files.ParsedRow;
import io.onelift.imports.RowEvents.RowRefused;

/** Where the rows of a file go. */
interface RowTarget {
  /**
   * Takes a row that could be read.
   *
   * @throws RowRefused when it cannot be taken, and why
   */
  void add(ParsedRow row) throws RowRefused, InterruptedException;

  /** After the last row, or after the run was stopped. */
  void finish() throws InterruptedException;

  /** Rows that are durable. */
  long written();

  /** Everything up to this row is durable, if the run is resumed. */
  long durableRow();
}
