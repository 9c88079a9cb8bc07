package io.onelift.collect;

import static org.assertj.core.api.Assertions.assertThat;

import io.onelift.event.Field;
import io.onelift.event.ValueType;
import io.onelift.warehouse.Warehouse;
import io.onelift.warehouse.WarehouseExtension;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(WarehouseExtension.class)
class ItemTableTest {
  private static final Instant NOON = Instant.parse("2026-11-01T04:00:00Z");

  private final Warehouse warehouse;

  ItemTableTest(Warehouse warehouse) {
    this.warehouse = warehouse;
  }

  private static Item item(String id, int second, boolean deleted, Map<String, Object> properties) {
    Instant at = NOON.plusSeconds(second);
    return new Item("sku", id, properties, deleted, at, at, "sensors");
  }

  private static Decoded call(Item... items) {
    return new Decoded(List.of(), List.of(items), List.of(), Optional.empty());
  }

  @Test
  void anItemIsWhatWasSaidOfItLast() {
    try (Ingest ingest = Ingest.open(warehouse)) {
      ingest
          .collector
          .collect(
              call(
                  item(
                      "1",
                      1,
                      false,
                      Map.of(
                          "it's \\ name",
                          "肥皂",
                          "price",
                          12.5,
                          "sold",
                          true,
                          "since",
                          "2026-11-01T10:00:00",
                          "tags",
                          List.of("a", "b"))),
                  item("2", 1, false, Map.of("price", 3L))))
          .join();
      ingest.collector.collect(call(item("2", 2, true, Map.of()))).join();
      // Late and again: neither takes the place of what was said after it.
      ingest.collector.collect(call(item("2", 1, false, Map.of("price", 3L)))).join();
      ingest.collector.collect(call(item("1", 0, false, Map.of("price", 1L)))).join();

      assertThat(ingest.items.count()).isEqualTo(1);
      assertThat(ingest.items.fields())
          .extracting(Field::name, Field::type)
          .contains(
              Tuple.tuple("item_id", ValueType.TEXT),
              Tuple.tuple("it's \\ name", ValueType.TEXT),
              Tuple.tuple("price", ValueType.NUMBER),
              Tuple.tuple("sold", ValueType.BOOLEAN),
              Tuple.tuple("since", ValueType.TIME),
              Tuple.tuple("tags", ValueType.LIST));
      Map<String, String> columns =
          ingest.items.fields().stream()
              .collect(java.util.stream.Collectors.toMap(Field::name, Field::column));
      assertThat(
              ingest.count(
                  "SELECT count() AS n FROM items FINAL WHERE item_id = '1' AND "
                      + columns.get("price")
                      + " = 12.5 AND "
                      + columns.get("sold")
                      + " AND toHour("
                      + columns.get("since")
                      + ") = 10 AND has("
                      + columns.get("tags")
                      + ", 'b') AND "
                      + columns.get("it's \\ name")
                      + " = '肥皂'"))
          .isEqualTo(1);
    }
    assertThat(ItemTable.open(warehouse).fields()).hasSize(8);
  }

  @Test
  void aPropertyOfAnotherTypeIsLeftOutAndSaysSo() {
    try (Ingest ingest = Ingest.open(warehouse)) {
      ingest.collector.collect(call(item("9", 1, false, Map.of("weight", 3L)))).join();
      ingest.collector.collect(call(item("9", 2, false, Map.of("weight", "heavy")))).join();

      assertThat(ingest.quarantine.list(Optional.empty(), 10))
          .singleElement()
          .satisfies(
              rejected -> {
                assertThat(rejected.part()).isEqualTo("weight");
                assertThat(rejected.reasons().getFirst()).contains("number", "heavy");
              });
    }
  }
}
