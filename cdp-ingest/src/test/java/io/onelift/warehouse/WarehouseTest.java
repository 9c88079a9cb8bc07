package io.onelift.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.onelift.warehouse.WarehouseException.Fault;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(WarehouseExtension.class)
class WarehouseTest {
  private final Warehouse warehouse;

  WarehouseTest(Warehouse warehouse) {
    this.warehouse = warehouse;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "plain",
        "it's",
        "back\\slash",
        "\\'); DROP TABLE x; --",
        "tab\tand\nline\r\n",
        "上海 \"quoted\" `tick`",
        "{name:String}",
        "\\N",
        "%20+&=?"
      })
  void aBoundTextArrivesAsItIs(String text) {
    String scalar = only("SELECT {v:String} AS v", Map.of("v", text));
    String inArray = only("SELECT {v:Array(String)}[1] AS v", Map.of("v", List.of(text, "other")));

    assertThat(scalar).isEqualTo(text);
    assertThat(inArray).isEqualTo(text);
  }

  @Test
  void bindsNumbersTimesAndDays() {
    Instant time = Instant.parse("2026-11-24T01:02:03.456Z");

    Instant back =
        warehouse
            .query("SELECT {t:DateTime64(3)} AS t", Map.of("t", time), row -> row.time("t"))
            .getFirst();

    assertThat(back).isEqualTo(time);
    assertThat(only("SELECT toString({d:Date} + 1) AS v", Map.of("d", LocalDate.of(2026, 2, 28))))
        .isEqualTo("2026-03-01");
    assertThat(only("SELECT toString({n:Float64} * 2) AS v", Map.of("n", 1.25))).isEqualTo("2.5");
    assertThat(only("SELECT toString({n:UInt64}) AS v", Map.of("n", 4_294_967_295L)))
        .isEqualTo("4294967295");
  }

  @Test
  void daysBeginAtTheProjectsMidnight() {
    Instant lateUtc = Instant.parse("2026-11-23T16:30:00Z");

    assertThat(only("SELECT toString(toDate({t:DateTime64(3)})) AS v", Map.of("t", lateUtc)))
        .isEqualTo("2026-11-24");
  }

  @Test
  void insertsEveryTypeItsTablesHave() {
    warehouse.execute(
        "CREATE TABLE every_type (id UInt32, name LowCardinality(Nullable(String)), amount"
            + " Nullable(Float64), flag Nullable(Bool), at DateTime64(3, 'Asia/Shanghai'), tags"
            + " Array(String), context Map(LowCardinality(String), String)) ENGINE = MergeTree"
            + " ORDER BY id");
    Instant at = Instant.parse("2026-11-24T01:02:03.456Z");
    List<String> columns = List.of("id", "name", "amount", "flag", "at", "tags", "context");

    warehouse.insert(
        "every_type",
        columns,
        List.of(
            List.of(1L, "上海", 12.5, true, at, List.of("a", "b"), Map.of("k", "v")),
            Arrays.asList(4_294_967_295L, null, null, null, at, List.of(), Map.of())));

    List<String> rows =
        warehouse.query(
            "SELECT * FROM every_type ORDER BY id",
            Map.of(),
            row ->
                row.integer("id")
                    + " "
                    + row.value("name")
                    + " "
                    + row.value("amount")
                    + " "
                    + row.value("flag")
                    + " "
                    + row.time("at")
                    + " "
                    + row.list("tags")
                    + " "
                    + row.map("context"));
    assertThat(rows)
        .containsExactly(
            "1 上海 12.5 true 2026-11-24T01:02:03.456Z [a, b] {k=v}",
            "4294967295 null null null 2026-11-24T01:02:03.456Z [] {}");
  }

  @Test
  void readsAndWritesRawFormats() throws IOException {
    warehouse.execute("CREATE TABLE raw_rows (n UInt32, t String) ENGINE = MergeTree ORDER BY n");
    String rows = "{\"n\":1,\"t\":\"a\"}\n\n{\"n\":2,\"t\":\"b\"}\n";

    warehouse.write(
        "raw_rows", new ByteArrayInputStream(rows.getBytes(StandardCharsets.UTF_8)), "JSONEachRow");

    try (InputStream in =
        warehouse.read("SELECT * FROM raw_rows ORDER BY n", Map.of(), "CSV", Map.of(), "raw-1")) {
      assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8))
          .isEqualTo("1,\"a\"\n2,\"b\"\n");
    }
  }

  @Test
  void aWrongStatementIsRejectedWithClickHousesCode() {
    WarehouseException refused =
        catchThrowableOfType(
            WarehouseException.class, () -> warehouse.execute("SELECT nothing FROM nowhere"));

    assertThat(refused.fault()).isEqualTo(Fault.REJECTED);
    assertThat(refused.code()).contains(60);
  }

  @Test
  void tooMuchIsALimitNotACrash() {
    WarehouseException refused =
        catchThrowableOfType(
            WarehouseException.class,
            () ->
                warehouse.execute(
                    "SELECT sum(number) FROM numbers(1000000000) SETTINGS max_rows_to_read ="
                        + " 1000"));

    assertThat(refused.fault()).isEqualTo(Fault.LIMIT);
  }

  @Test
  void anAbsentWarehouseIsSomethingToTryAgain() {
    WarehouseConfig config = warehouse.config();
    WarehouseConfig nobody =
        new WarehouseConfig(
            URI.create("http://127.0.0.1:1"), "u", "p", "d", config.zone(), Duration.ofSeconds(2));

    WarehouseException away =
        catchThrowableOfType(WarehouseException.class, () -> Warehouse.connect(nobody));

    assertThat(away.isRetriable()).isTrue();
  }

  private String only(String sql, Map<String, ?> params) {
    return warehouse.query(sql, params, row -> row.text("v")).getFirst();
  }
}
