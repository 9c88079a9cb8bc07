package io.onelift.files;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a first reading of a file shows.
 *
 * @param columns in the order of the file
 * @param rows looked at
 * @param faults of them could not be read
 * @param fingerprint of the whole file; empty when only its beginning was read
 */
public record FileShape(
    Dialect dialect, List<ColumnShape> columns, long rows, long faults, String fingerprint) {
  private static final int STEP = 1_000;

  public FileShape {
    columns = List.copyOf(columns);
  }

  /** Told how far a reading is. */
  @FunctionalInterface
  public interface Watcher {
    /**
     * @return false to stop
     */
    boolean isAt(long bytes, long rows);
  }

  /** The shape of the first rows. */
  public static FileShape ofBeginning(Path file, ReadOptions options, long rows)
      throws IOException {
    return learn(file, options, rows, (bytes, read) -> true);
  }

  /** Reads the whole file; a reading that is stopped gives the shape so far. */
  public static FileShape of(Path file, ReadOptions options, Watcher watcher) throws IOException {
    return learn(file, options, Long.MAX_VALUE, watcher);
  }

  private static FileShape learn(Path file, ReadOptions options, long limit, Watcher watcher)
      throws IOException {
    Dialect dialect = Dialect.of(file, options);
    boolean texts = options.format() == FileFormat.CSV;
    Map<String, ColumnLearner> learners = new LinkedHashMap<>();
    try (FileRows source = FileRows.open(file, options.format(), dialect)) {
      source.columns().forEach(name -> learners.put(name, new ColumnLearner(name, texts)));
      long rows = 0;
      long faults = 0;
      boolean whole = false;
      while (rows < limit && (rows % STEP != 0 || watcher.isAt(source.bytesRead(), rows))) {
        Optional<ParsedRow> row = source.next();
        if (row.isEmpty()) {
          whole = true;
          break;
        }
        rows++;
        faults += row.get().fault().isPresent() ? 1 : 0;
        for (Map.Entry<String, Object> value : row.get().values().entrySet()) {
          learners
              .computeIfAbsent(value.getKey(), name -> new ColumnLearner(name, texts))
              .see(value.getValue());
        }
      }
      long readable = rows - faults;
      return new FileShape(
          dialect,
          learners.values().stream().map(l -> l.shape(options.dateOrder(), readable)).toList(),
          rows,
          faults,
          whole && limit == Long.MAX_VALUE ? source.fingerprint() : "");
    }
  }

  /** The columns' names. */
  public List<String> names() {
    return columns.stream().map(ColumnShape::name).toList();
  }

  public Optional<ColumnShape> column(String name) {
    return columns.stream().filter(column -> column.name().equals(name)).findFirst();
  }
}
