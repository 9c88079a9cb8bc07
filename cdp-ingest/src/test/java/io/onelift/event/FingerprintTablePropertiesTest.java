package io.onelift.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class FingerprintTablePropertiesTest {
  @Property(tries = 50)
  void isAMap(@ForAll @Size(max = 2_000) List<@IntRange(min = 1, max = 3_000) Integer> values) {
    FingerprintTable table = new FingerprintTable();
    Map<Integer, Integer> oracle = new HashMap<>();
    for (int i = 0; i < values.size(); i++) {
      int key = values.get(i) % 700;
      table.put(Fingerprint.of("key" + key), i + 1);
      oracle.put(key, i + 1);
    }
    check(table, oracle);
    table.removeIf(value -> value % 2 == 0);
    oracle.values().removeIf(value -> value % 2 == 0);
    check(table, oracle);
    for (int key : List.copyOf(oracle.keySet())) {
      if (key % 3 == 0) {
        assertThat(table.remove(Fingerprint.of("key" + key))).isEqualTo(oracle.remove(key));
      }
    }
    assertThat(table.remove(Fingerprint.of("never put"))).isZero();
    check(table, oracle);
  }

  private static void check(FingerprintTable table, Map<Integer, Integer> oracle) {
    assertThat(table.size()).isEqualTo(oracle.size());
    for (int key = 0; key < 700; key++) {
      int value = table.get(Fingerprint.of("key" + key));
      assertThat(value).isEqualTo(oracle.getOrDefault(key, 0));
    }
  }

  /** Keys that all belong to one segment and one slot. */
  @Property(tries = 20)
  void holdsKeysThatCollide(@ForAll @IntRange(min = 1, max = 500) int keys) {
    FingerprintTable table = new FingerprintTable();
    for (int i = 1; i <= keys; i++) {
      table.put(i, 42, i);
    }
    for (int i = 1; i <= keys; i++) {
      assertThat(table.get(i, 42)).isEqualTo(i);
    }
    for (int i = 1; i <= keys; i += 2) {
      assertThat(table.remove(new Fingerprint(i, 42))).isEqualTo(i);
    }
    for (int i = 1; i <= keys; i++) {
      assertThat(table.get(i, 42)).isEqualTo(i % 2 == 0 ? i : 0);
    }
  }
}
