package io.onelift.resolve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.onelift.event.Field;
import io.onelift.event.InvalidInput;
import io.onelift.event.ValueType;
import io.onelift.metastore.Metastore;
import io.onelift.metastore.MetastoreConfig;
import io.onelift.semantic.Learned;
import io.onelift.semantic.Learned.EventShape;
import io.onelift.semantic.Learned.TableShape;
import io.onelift.semantic.SemanticCatalog;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An error says where, what, the nearest name, and shows a statement that works. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SqlErrorsTest {
  private static final Learned LEARNED =
      new Learned(
          List.of(new EventShape("login", Set.of("amount"))),
          List.of(new Field("amount", "p_amount", ValueType.NUMBER, false)),
          List.of(
              new Field("city", "t_city", ValueType.TEXT, false),
              new Field("aum", "t_aum", ValueType.NUMBER, false)),
          List.of(
              new TableShape(
                  "branches",
                  "data_branches",
                  List.of(new Field("city", "city", ValueType.TEXT, false)))),
          List.of());

  private SqlResolver resolver;

  @BeforeAll
  void learn(@TempDir Path directory) {
    try (Metastore metastore =
        Metastore.open(MetastoreConfig.sqlite(directory.resolve("meta.db")))) {
      SemanticCatalog catalog = new SemanticCatalog(metastore, () -> LEARNED);
      catalog.save("metrics:\n  total_aum: {zh: 总资产, en: Total, sum: {trait: aum}}\n", "ann");
      resolver = new SqlResolver(catalog.current(), Set.of("vip"), ZoneOffset.UTC, Access.INTERNAL);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          SELECT amuont FROM events                            | line 1, column 8  | Did you mean 'amount'?      | For example: SELECT event, COUNT(*)
          SELECT e.citty FROM customers e                      | line 1, column 10 | Did you mean 'city'?        | For example: SELECT
          SELECT event FROM evnts                              | line 1, column 19 | Did you mean 'events'?      | For example: SELECT event
          SELECT quantil(amount, 0.9) FROM events              | line 1, column 8  | Did you mean 'quantile'?    | For example: SELECT quantile(0.9)
          SELECT event, amount FROM events GROUP BY event      | line 1, column 15 | is not being grouped        | For example: SELECT event
          SELECT event FROM events WERE amount > 1             | line 1, column 31 | is not expected here        | For example: SELECT event
          SELECT event FROM                                    | line 1, column 14 | something is missing        | For example: SELECT event
          SELECT METRIC(evnts) AS n FROM events                | line 1, column 15 | Did you mean 'events'?      | For example: SELECT event, METRIC(events)
          SELECT METRIC(events) AS n FROM customers            | line 1, column 8  | put events into this FROM   | METRIC(events) counts events
          SELECT METRIC(events) AS n FROM events e JOIN branches b ON 1 = 1 | line 1, column 8 | with nothing but customers | (b may repeat rows)
          SELECT METRIC(total_aum) AS n FROM customers c JOIN events e ON c.profile_id = e.profile_id | line 1, column 8 | has a customer several times | WITH c AS (SELECT METRIC(total_aum)
          SELECT city FROM customers WHERE profile_id IN AUDIENCE('vp') | line 1, column 57 | there is no audience 'vp' | Did you mean 'vip'?
          SELECT modelTest(amount, 0) AS n FROM events         | line 1, column 8  | there is no function         | modelTest
          """)
  void saysWhereWhatAndHow(String sql, String place, String what, String how) {
    assertThatThrownBy(() -> resolver.resolve(sql, Map.of()))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining(place)
        .hasMessageContaining(what)
        .hasMessageContaining(how);
  }

  @Test
  void keepsPlacesBehindEveryOwnSpelling() {
    String sql =
        "SELECT quantile(0.9)(amount) AS q\n"
            + "FROM events WHERE time > now() - INTERVAL 7 DAY AND profile_id IN AUDIENCE('vip')"
            + " AND nope = 1";
    assertThatThrownBy(() -> resolver.resolve(sql, Map.of()))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining(
            "line 2, column " + (sql.substring(sql.indexOf('\n') + 1).indexOf("nope") + 1));
  }

  @Test
  void leavesTextsAndCommentsAsTheyAre() {
    String text = "in audience ('x') interval 7 day quantile(1)(2)";
    Spelling spelling = Spelling.of("SELECT '" + text.replace("'", "''") + "' /* " + text + " */");
    assertThat(spelling.sql()).contains(text.replace("'", "''")).contains("/* " + text + " */");
    assertThat(spelling.audiences()).isEmpty();
  }
}
