package io.onelift.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.onelift.warehouse.Warehouse;
import io.onelift.warehouse.WarehouseExtension;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(WarehouseExtension.class)
class ParquetRowsTest {
  private final Warehouse warehouse;
  @TempDir Path folder;

  ParquetRowsTest(Warehouse warehouse) {
    this.warehouse = warehouse;
  }

  @Test
  void givesEveryKindOfValueAsJsonWould() throws IOException {
    Path file =
        parquet(
            """
            SELECT toInt64(7) AS n, 2.5 AS x, CAST('上海', 'String') AS city, true AS flag,
              toDate('2026-10-01') AS day, toDateTime64('2026-10-01 08:00:00.250', 3, 'UTC') AS at,
              toDecimal64('12.50', 2) AS amount, ['a', 'b'] AS tags,
              tuple(1, 'x')::Tuple(id Int32, name String) AS inner,
              map('k', 'v') AS pairs, CAST(NULL, 'Nullable(String)') AS nothing,
              toInt64(9007199254740993) AS big, nan AS missing
            """,
            Map.of("output_format_parquet_string_as_string", "1"));

    FileShape shape = shape(file);
    Map<String, Object> values = rows(file, shape).getFirst().values();

    assertThat(values)
        .containsEntry("n", 7L)
        .containsEntry("x", 2.5)
        .containsEntry("city", "上海")
        .containsEntry("flag", true)
        .containsEntry("day", "2026-10-01")
        .containsEntry("at", "2026-10-01T08:00:00.250Z")
        .containsEntry("tags", List.of("a", "b"))
        .containsEntry("inner", Map.of("id", 1, "name", "x"))
        .containsEntry("pairs", Map.of("k", "v"))
        .doesNotContainKeys("nothing", "missing");
    assertThat(values.get("amount").toString()).isEqualTo("12.50");
    assertThat(shape.columns())
        .extracting(column -> column.name() + " " + column.type())
        .contains("n NUMBER", "city TEXT", "flag BOOLEAN", "day TIME", "at TIME", "amount NUMBER")
        .contains("tags LIST", "inner TEXT", "big TEXT");
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "snappy", "gzip", "zstd", "lz4"})
  void readsEveryUsualCompressionOverManyRowGroups(String compression) throws IOException {
    Path file =
        parquet(
            "SELECT number AS n, toString(number % 7) AS s FROM numbers(30000)",
            Map.of(
                "output_format_parquet_compression_method",
                compression,
                "output_format_parquet_row_group_size",
                "4000"));

    FileShape shape = shape(file);
    List<ParsedRow> rows = rows(file, shape);

    assertThat(shape.rows()).isEqualTo(30_000);
    assertThat(rows).hasSize(30_000);
    assertThat(rows.get(29_999).values()).containsEntry("s", "4");
    assertThat(shape.column("n").orElseThrow().unique()).isTrue();
  }

  @Test
  void saysThatAnotherFileIsNoParquet() throws IOException {
    Path file = Files.writeString(folder.resolve("rows.parquet"), "a,b\n1,2\n3,4\n");

    assertThatThrownBy(() -> shape(file)).isInstanceOf(IOException.class);
  }

  private Path parquet(String sql, Map<String, String> settings) throws IOException {
    Path file = folder.resolve("rows.parquet");
    try (InputStream in =
        warehouse.read(sql, Map.of(), "Parquet", settings, UUID.randomUUID().toString())) {
      Files.write(file, in.readAllBytes());
    }
    return file;
  }

  private static FileShape shape(Path file) throws IOException {
    return FileShape.of(file, ReadOptions.of(FileFormat.PARQUET), (bytes, rows) -> true);
  }

  private static List<ParsedRow> rows(Path file, FileShape shape) throws IOException {
    List<ParsedRow> all = new ArrayList<>();
    try (FileRows rows = FileRows.open(file, FileFormat.PARQUET, shape)) {
      for (Optional<ParsedRow> row = rows.next(); row.isPresent(); row = rows.next()) {
        all.add(row.get());
      }
    }
    return all;
  }
}
