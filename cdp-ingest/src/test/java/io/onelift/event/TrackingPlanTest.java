package io.onelift.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.onelift.warehouse.Warehouse;
import io.onelift.warehouse.WarehouseExtension;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(WarehouseExtension.class)
class TrackingPlanTest {
  private final Warehouse warehouse;

  TrackingPlanTest(Warehouse warehouse) {
    this.warehouse = warehouse;
  }

  @Test
  void remembersNamesOfEveryScriptAndCaseInColumnsOfTheirOwn() {
    TrackingPlan plan = TrackingPlan.open(warehouse);
    List<String> names =
        List.of(
            "price", "Price", "PRICE", "价格", "价 格", "it's", "a\\b", "a`b", "a.b", "a_b", "\"q\"");
    PlanDraft draft = plan.draft();
    for (String name : names) {
      assertThat(draft.property("named", name, 1L)).isInstanceOf(Fit.Fits.class);
    }
    assertThat(plan.property("price")).isEmpty();
    plan.learn(draft);

    TrackingPlan again = TrackingPlan.open(warehouse);
    assertThat(again.propertiesOf("named"))
        .extracting(Field::name)
        .containsExactlyInAnyOrderElementsOf(names);
    assertThat(again.properties()).isEqualTo(plan.properties());
    assertThat(again.properties()).extracting(Field::column).doesNotHaveDuplicates();
    assertThat(warehouse.columns("events"))
        .containsKeys(again.properties().stream().map(Field::column).toArray(String[]::new));
  }

  @Test
  void takesUpALearnedColumnThatACrashLeftBehind() {
    TrackingPlan plan = TrackingPlan.open(warehouse);
    PlanDraft lost = plan.draft();
    lost.property("e", "crashed", "text");
    plan.learn(lost);

    // What the process that made the column does not know any more, the next one reads from it.
    PlanDraft draft = TrackingPlan.open(warehouse).draft();
    assertThat(draft.property("e", "crashed", 5L))
        .isEqualTo(new Fit.Fits(plan.property("crashed").orElseThrow(), "5"));
  }

  @Test
  void keepsValuesBesideTheColumnsWhenNoneIsLeft() {
    int learned = TrackingPlan.open(warehouse).properties().size();
    PlanDraft draft = TrackingPlan.open(warehouse, learned + 1).draft();
    assertThat(draft.property("full", "last_one", 1L)).isInstanceOf(Fit.Fits.class);
    assertThat(draft.property("full", "one_too_many", 2.5)).isEqualTo(new Fit.Overflows("2.5"));
  }

  @Test
  void fingerprintsAsClickHouseDoes() {
    for (String text : List.of("", "a", "user_id u1", "上海 is longer than sixteen bytes", "m-123")) {
      String hex =
          warehouse
              .query(
                  "SELECT hex(murmurHash3_128({text:String})) AS h",
                  Map.of("text", text),
                  row -> row.text("h"))
              .getFirst();
      ByteBuffer bytes =
          ByteBuffer.wrap(HexFormat.of().parseHex(hex)).order(ByteOrder.LITTLE_ENDIAN);
      assertThat(Fingerprint.read(bytes)).isEqualTo(Fingerprint.of(text));
    }
  }
}
