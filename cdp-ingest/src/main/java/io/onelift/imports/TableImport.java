package io.onelift.imports;

import io.onelift.event.Field;
import io.onelift.event.Flat;
import io.onelift.event.InvalidInput;
import io.onelift.event.TypedValue;
import io.onelift.event.ValueType;
import io.onelift.files.ColumnShape;
import io.onelift.files.FileShape;
import io.onelift.files.ParsedRow;
import io.onelift.imports.RowEvents.RowRefused;
import io.onelift.warehouse.Warehouse;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/**
 * Writes a file's rows into a table of its own. The rows go to a table beside the final one, which
 * takes its place in one step at the end, so that a reader sees the old table or the whole new one.
 * One batch is written while the next is read.
 */
final class TableImport implements RowTarget {
  private static final int BATCH = 20_000;
  private static final long STEP_MILLIS = 200;
  private static final Executor WRITER =
      task -> Thread.ofVirtual().name("table-import").start(task);

  private final Warehouse warehouse;
  private final RunControl control;
  private final ImportedTable table;
  private final String staging;
  private final List<String> columns;
  private List<List<Object>> pending = new ArrayList<>();
  private Optional<CompletableFuture<Void>> inFlight = Optional.empty();
  private long added;
  private long written;

  private TableImport(
      Warehouse warehouse, RunControl control, ImportedTable table, String staging) {
    this.warehouse = warehouse;
    this.control = control;
    this.table = table;
    this.staging = staging;
    this.columns = table.fields().stream().map(Field::column).toList();
  }

  /**
   * Makes the table beside, empty.
   *
   * @param jobId tells the tables of several imports apart; a job that runs again finds its own
   * @param key by which the rows are sorted, names of columns
   */
  static TableImport start(
      Warehouse warehouse,
      RunControl control,
      String name,
      String jobId,
      FileShape shape,
      Optional<List<String>> key) {
    List<String> sorted = key.orElseGet(() -> TableKeys.likely(shape).stream().limit(1).toList());
    ImportedTable table =
        new ImportedTable(
            name, "data_" + name, fields(shape), 0, sorted, key.isPresent(), List.of());
    TableImport load = new TableImport(warehouse, control, table, staging(name, jobId));
    load.checkKey(shape);
    load.create();
    return load;
  }

  private static String staging(String name, String jobId) {
    return "data_" + name + "__" + jobId.replaceAll("[^a-z0-9]", "");
  }

  private void checkKey(FileShape shape) {
    for (String column : table.key()) {
      ColumnShape found =
          shape
              .column(column)
              .orElseThrow(
                  () ->
                      new InvalidInput(
                          "/key",
                          "The file has no column '"
                              + column
                              + "'; it has "
                              + shape.names()
                              + "."));
      if (found.filled() < shape.rows() - shape.faults()) {
        throw new InvalidInput(
            "/key", "Column '" + column + "' cannot be part of a key: some rows have no value.");
      }
    }
  }

  private void create() {
    List<String> key = table.key().stream().map(this::column).map(Warehouse::identifier).toList();
    String definition =
        table.fields().stream()
            .map(f -> Warehouse.identifier(f.column()) + " " + type(f))
            .collect(Collectors.joining(", "));
    abandon();
    warehouse.execute(
        "CREATE TABLE "
            + Warehouse.identifier(staging)
            + " ("
            + definition
            + ") ENGINE = MergeTree ORDER BY "
            + (key.size() == 1 ? key.getFirst() : "(" + String.join(", ", key) + ")"));
  }

  private String column(String name) {
    return table.field(name).orElseThrow().column();
  }

  private static List<Field> fields(FileShape shape) {
    Set<String> taken = new LinkedHashSet<>();
    List<Field> fields = new ArrayList<>();
    for (ColumnShape column : shape.columns()) {
      String safe =
          column.name().strip().toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}_]+", "_");
      String unique = safe.isEmpty() ? "column" : safe;
      for (int i = 2; !taken.add(unique); i++) {
        unique = safe + "_" + i;
      }
      fields.add(new Field(column.name(), unique, column.type(), false));
    }
    return fields;
  }

  /** Columns of the key have a value in every row. */
  private String type(Field field) {
    String type =
        switch (field.type()) {
          case TEXT -> "String";
          case NUMBER -> "Float64";
          case BOOLEAN -> "Bool";
          case TIME -> "DateTime64(3, '" + warehouse.zone().getId() + "')";
          case LIST -> "Array(String)";
        };
    return field.type() == ValueType.LIST || table.key().contains(field.name())
        ? type
        : "Nullable(" + type + ")";
  }

  @Override
  public void add(ParsedRow row) throws RowRefused, InterruptedException {
    List<Object> values = new ArrayList<>(columns.size());
    for (Field field : table.fields()) {
      values.add(value(field, row.values().get(field.name())));
    }
    pending.add(values);
    added++;
    if (pending.size() >= BATCH) {
      flush();
    }
  }

  private Object value(Field field, Object value) throws RowRefused {
    if (value == null) {
      return field.type() == ValueType.LIST ? List.of() : null;
    }
    Optional<Object> typed =
        value instanceof Map<?, ?>
            ? Optional.of(Flat.json(value))
            : TypedValue.as(field.type(), value, warehouse.zone());
    return typed.orElseThrow(
        () ->
            new RowRefused(
                "'"
                    + Flat.text(value)
                    + "' in column "
                    + field.name()
                    + " cannot be kept as "
                    + field.type().name().toLowerCase(Locale.ROOT)
                    + "."));
  }

  private void flush() throws InterruptedException {
    settle();
    List<List<Object>> batch = pending;
    pending = new ArrayList<>();
    inFlight =
        Optional.of(
            CompletableFuture.runAsync(() -> warehouse.insert(staging, columns, batch), WRITER));
  }

  /** Waits for the batch under way, unless the run is stopped meanwhile. */
  private void settle() throws InterruptedException {
    while (inFlight.isPresent() && !control.isStopped()) {
      try {
        inFlight.get().get(STEP_MILLIS, TimeUnit.MILLISECONDS);
        inFlight = Optional.empty();
        written = added - pending.size();
      } catch (TimeoutException e) {
        // Looks again whether the run was stopped.
      } catch (ExecutionException e) {
        throw e.getCause() instanceof RuntimeException cause
            ? cause
            : new IllegalStateException(e.getCause());
      }
    }
  }

  @Override
  public void finish() throws InterruptedException {
    settle();
    if (!control.isStopped()) {
      flush();
      settle();
    }
  }

  @Override
  public long written() {
    return written;
  }

  /** A table is loaded anew when its job is resumed. */
  @Override
  public long durableRow() {
    return 0;
  }

  /**
   * Puts the loaded table in the place of the earlier one.
   *
   * @throws InvalidInput when the key that a user named is none
   */
  ImportedTable publish(FileShape shape) {
    List<String> key = table.key();
    if (table.keyConfirmed()) {
      TableKeys.check(warehouse, staging, table);
    } else {
      key = TableKeys.find(warehouse, staging, table, shape);
    }
    String fresh = Warehouse.identifier(staging);
    String last = Warehouse.identifier(table.physical());
    if (warehouse.columns(table.physical()).isEmpty()) {
      warehouse.execute("RENAME TABLE " + fresh + " TO " + last);
    } else {
      warehouse.execute("EXCHANGE TABLES " + fresh + " AND " + last);
      abandon();
    }
    return new ImportedTable(
        table.name(),
        table.physical(),
        table.fields(),
        written,
        key,
        table.keyConfirmed(),
        List.of());
  }

  void abandon() {
    abandon(warehouse, staging);
  }

  /** Drops what a job that will not run again left behind. */
  static void abandon(Warehouse warehouse, ImportRequest request, String jobId) {
    abandon(warehouse, staging(request.name(), jobId));
  }

  private static void abandon(Warehouse warehouse, String staging) {
    warehouse.execute("DROP TABLE IF EXISTS " + Warehouse.identifier(staging));
  }
}
