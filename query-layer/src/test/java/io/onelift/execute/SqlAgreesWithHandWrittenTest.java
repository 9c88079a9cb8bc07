package io.onelift.execute;

import static org.assertj.core.api.Assertions.assertThat;

import io.onelift.resolve.Access;
import io.onelift.warehouse.Warehouse;
import io.onelift.warehouse.WarehouseExtension;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every statement gives the rows that ClickHouse's own SQL, written by hand, gives. */
@ExtendWith(WarehouseExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SqlAgreesWithHandWrittenTest {
  private final Warehouse warehouse;
  private QueryEngine engine;

  SqlAgreesWithHandWrittenTest(Warehouse warehouse) {
    this.warehouse = warehouse;
  }

  @BeforeAll
  void load(@TempDir Path directory) {
    SampleData.create(warehouse);
    engine =
        new QueryEngine(
            warehouse, SampleData.catalog(directory), SampleData.AUDIENCES, QueryLimits.DEFAULT);
  }

  static Stream<Statement> statements() {
    return Statement.load("/sql/statements.txt").stream();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("statements")
  void givesTheSameRows(Statement statement) {
    QueryResult result =
        engine.sql(new SqlRequest(statement.sql(), Map.of(), 10_000), Access.INTERNAL);
    QueryResult hand = byHand(statement.hand(), result.columns().size());
    assertThat(result.executedSql()).isNotEmpty();
    assertThat(rows(result, statement.ordered()))
        .as(result.executedSql())
        .isEqualTo(rows(hand, statement.ordered()))
        .isNotEmpty();
  }

  private QueryResult byHand(String sql, int width) {
    Compiled compiled =
        new Compiled(sql, Map.of(), List.of(), Collections.nCopies(width, "column"));
    return new Executor(warehouse, QueryLimits.DEFAULT).rows(compiled, Bitmaps.none(), 10_000);
  }

  /** Numbers to nine digits: sums of fractions depend on the order of the parts. */
  private static List<String> rows(QueryResult result, boolean ordered) {
    List<String> rows = new ArrayList<>();
    for (List<Object> row : result.rows()) {
      List<String> texts = new ArrayList<>();
      for (Object value : row) {
        texts.add(
            value instanceof Number number
                ? String.format("%.9g", number.doubleValue())
                : String.valueOf(value));
      }
      rows.add(String.join(" | ", texts));
    }
    if (!ordered) {
      Collections.sort(rows);
    }
    return rows;
  }
}
