package io.onelift.execute;

import static org.assertj.core.api.Assertions.assertThat;

import io.onelift.resolve.Access;
import io.onelift.warehouse.Warehouse;
import io.onelift.warehouse.WarehouseExtension;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A star gives the columns that are known, each with its own values. */
@ExtendWith(WarehouseExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StarTest {
  private QueryEngine engine;

  @BeforeAll
  void load(Warehouse warehouse, @TempDir Path directory) {
    SampleData.create(warehouse);
    engine =
        new QueryEngine(
            warehouse, SampleData.catalog(directory), SampleData.AUDIENCES, QueryLimits.DEFAULT);
  }

  @Test
  void givesWhatNamingTheColumnsGives() {
    QueryResult star = sql("SELECT * FROM customers ORDER BY profile_id");
    QueryResult named =
        sql(
            "SELECT profile_id, first_seen, last_seen, city, age, aum, vip, phone, birthday,"
                + " registered_at, hobbies FROM customers ORDER BY profile_id");
    assertThat(star.columns()).isEqualTo(named.columns());
    assertThat(star.rows()).isEqualTo(named.rows());
  }

  @Test
  void givesBothSidesOfAJoin() {
    QueryResult star =
        sql(
            "SELECT * FROM customers a JOIN customers b ON a.profile_id = b.profile_id WHERE"
                + " a.profile_id = 1");
    int half = star.columns().size() / 2;
    assertThat(star.rows()).hasSize(1);
    assertThat(star.rows().getFirst().subList(0, half))
        .isEqualTo(star.rows().getFirst().subList(half, 2 * half))
        .contains("1380001");
  }

  private QueryResult sql(String sql) {
    return engine.sql(SqlRequest.of(sql), Access.INTERNAL);
  }
}
