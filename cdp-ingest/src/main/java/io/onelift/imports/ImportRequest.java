package io.onelift.imports;

import java.nio.file.Path;

/**
 * A file to take in.
 *
 * @param name of the import, and of the table when it becomes one; lower case letters, digits and
 *     underscores
 * @param file spooled in full; deleted when the job ends well
 * @param format {@code csv} or {@code jsonl}
 * @param mapping as JSON; empty text takes what the columns' names suggest
 */
public record ImportRequest(
    ImportKind kind, String name, Path file, FileFormat format, String mapping) {
  /** How the file is written. */
  public enum FileFormat {
    CSV,
    JSONL
  }
}
