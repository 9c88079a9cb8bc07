package io.onelift.warehouse.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.onelift.warehouse.Warehouse;
import io.onelift.warehouse.WarehouseExtension;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The engine hands over a result in pieces; what is sent must be one document all the same. */
@ExtendWith(WarehouseExtension.class)
class ResultPiecesTest {
  /** Two parts, so two pieces. */
  private static final String TWO_PIECES =
      "SELECT number AS n, 'a' AS `t \"x\"` FROM numbers(3) UNION ALL"
          + " SELECT number + 10, 'b' FROM numbers(2)";

  private final Warehouse warehouse;

  ResultPiecesTest(Warehouse warehouse) {
    this.warehouse = warehouse;
  }

  @Test
  void namesTheColumnsOnceInEveryFormat() throws IOException {
    assertThat(read("TabSeparatedWithNames").lines()).hasSize(6).filteredOn(this::names).hasSize(1);
    assertThat(read("CSVWithNames").lines()).hasSize(6).filteredOn(this::names).hasSize(1);
    assertThat(read("CSVWithNamesAndTypes").lines()).hasSize(7).filteredOn(this::names).hasSize(1);
    assertThat(read("JSON").split("\"meta\"", -1)).hasSize(2);
    assertThat(read("JSONCompact")).contains("\"rows\": 5");
    assertThat(read("JSONEachRow").lines()).hasSize(5);
  }

  @Test
  void readsEveryRowOfBinaryPieces() {
    assertThat(warehouse.query(TWO_PIECES, Map.of(), row -> row.integer("n")))
        .containsExactlyInAnyOrderElementsOf(List.of(0L, 1L, 2L, 10L, 11L));
  }

  private boolean names(String line) {
    return line.contains("x") && line.contains("n");
  }

  private String read(String format) throws IOException {
    String id = UUID.randomUUID().toString();
    try (InputStream in = warehouse.read(TWO_PIECES, Map.of(), format, Map.of(), id)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
