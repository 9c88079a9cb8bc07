package io.onelift.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.onelift.warehouse.BatchWriter;
import io.onelift.warehouse.Warehouse;
import io.onelift.warehouse.WarehouseExtension;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a log may promise rests on how its rows are written. */
@ExtendWith(WarehouseExtension.class)
class DecisionLogTest {
  private static final List<String> COLUMNS =
      List.of("experiment", "profile_no", "variant", "assigned_at");

  private static List<Object> row(long profile) {
    return List.of("log", profile, "a", Instant.parse("2026-10-01T00:00:00Z"));
  }

  private static long count(Warehouse warehouse) {
    return warehouse
        .query("SELECT count() AS n FROM assignments", Map.of(), row -> row.integer("n"))
        .getFirst();
  }

  @Test
  void dropsABatchThatIsSentTwice(Warehouse warehouse) {
    List<List<Object>> batch = List.of(row(1), row(2));
    warehouse.insert("assignments", COLUMNS, batch);
    warehouse.insert("assignments", COLUMNS, batch);
    assertThat(count(warehouse)).isEqualTo(2);
  }

  @Test
  void countsRowsThatTheTableCannotTakeAndGoesOn(Warehouse warehouse) {
    warehouse.execute("CREATE TABLE once (name String) ENGINE = MergeTree ORDER BY name");
    try (BatchWriter writer = new BatchWriter(warehouse, "once", List.of("name"), 10)) {
      assertThat(writer.add(List.of("kept"), Duration.ZERO)).isTrue();
      assertThat(writer.flush(Duration.ofSeconds(60))).isTrue();
      warehouse.execute("RENAME TABLE once TO gone");
      assertThat(writer.add(List.of("refused"), Duration.ZERO)).isTrue();
      assertThat(writer.flush(Duration.ofSeconds(60))).isTrue();
      assertThat(writer.lost()).isOne();
      warehouse.execute("RENAME TABLE gone TO once");
      assertThat(writer.add(List.of("kept too"), Duration.ZERO)).isTrue();
      assertThat(writer.flush(Duration.ofSeconds(60))).isTrue();
      assertThat(writer.lost()).isOne();
    }
    assertThat(
            warehouse.query(
                "SELECT name FROM once ORDER BY name", Map.of(), row -> row.text("name")))
        .containsExactly("kept", "kept too");
  }

  @Test
  void takesNothingAfterItsEnd(Warehouse warehouse) {
    BatchWriter writer = new BatchWriter(warehouse, "assignments", COLUMNS, 10);
    writer.close();
    assertThat(writer.add(row(9), Duration.ZERO)).isFalse();
  }
}
