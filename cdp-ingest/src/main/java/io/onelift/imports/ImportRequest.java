package io.onelift.imports;

import io.onelift.files.ReadOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A file to take in.
 *
 * @param name of the import, and of the table when it becomes one; lower case letters, digits and
 *     underscores
 * @param file spooled in full
 * @param mapping as JSON; empty text takes what the columns' names suggest
 * @param dryRun read and check everything, write nothing
 * @param key of a table, its columns by name; empty proposes one
 * @param joins of a table, confirmed; empty proposes some
 */
public record ImportRequest(
    ImportKind kind,
    String name,
    Path file,
    ReadOptions options,
    String mapping,
    boolean dryRun,
    Optional<List<String>> key,
    Optional<List<TableJoin>> joins) {

  public ImportRequest {
    key = key.map(List::copyOf);
    joins = joins.map(List::copyOf);
  }

  /** Written for real, with nothing said of keys and joins. */
  public ImportRequest(
      ImportKind kind, String name, Path file, ReadOptions options, String mapping) {
    this(kind, name, file, options, mapping, false, Optional.empty(), Optional.empty());
  }

  ImportRequest forReal() {
    return new ImportRequest(kind, name, file, options, mapping, false, key, joins);
  }

  /** The same without writing anything. */
  public ImportRequest dry() {
    return new ImportRequest(kind, name, file, options, mapping, true, key, joins);
  }
}
