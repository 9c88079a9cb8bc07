package io.onelift.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TypedValueTest {
  private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

  @Test
  void learnsTheTypeThatAValueSpeaksFor() {
    assertThat(TypedValue.typeOf(5L)).isEqualTo(ValueType.NUMBER);
    assertThat(TypedValue.typeOf(true)).isEqualTo(ValueType.BOOLEAN);
    assertThat(TypedValue.typeOf("2026-11-01")).isEqualTo(ValueType.TIME);
    assertThat(TypedValue.typeOf("2026-11-01T08:30:00.123+0800")).isEqualTo(ValueType.TIME);
    assertThat(TypedValue.typeOf("2026-11-01 08:30:00")).isEqualTo(ValueType.TEXT);
    assertThat(TypedValue.typeOf("2026-13-31")).isEqualTo(ValueType.TEXT);
    assertThat(TypedValue.typeOf("12.5")).isEqualTo(ValueType.TEXT);
    assertThat(TypedValue.typeOf(List.of("a"))).isEqualTo(ValueType.LIST);
    // An id that a Float64 would round is kept digit by digit.
    assertThat(TypedValue.typeOf(1234567890123456789L)).isEqualTo(ValueType.TEXT);
  }

  @Test
  void coercesOnlyWhatStaysTrue() {
    assertThat(TypedValue.as(ValueType.NUMBER, "12.5", ZONE)).contains(12.5);
    assertThat(TypedValue.as(ValueType.NUMBER, new BigDecimal("0.1"), ZONE)).contains(0.1);
    assertThat(TypedValue.as(ValueType.NUMBER, "12 元", ZONE)).isEmpty();
    assertThat(TypedValue.as(ValueType.NUMBER, true, ZONE)).isEmpty();
    assertThat(TypedValue.as(ValueType.NUMBER, "1234567890123456789", ZONE)).isEmpty();
    assertThat(TypedValue.as(ValueType.TEXT, 5L, ZONE)).contains("5");
    assertThat(TypedValue.as(ValueType.BOOLEAN, "TRUE", ZONE)).contains(true);
    assertThat(TypedValue.as(ValueType.BOOLEAN, 0L, ZONE)).contains(false);
    assertThat(TypedValue.as(ValueType.BOOLEAN, 2L, ZONE)).isEmpty();
    assertThat(TypedValue.as(ValueType.LIST, "a", ZONE)).contains(List.of("a"));
    assertThat(TypedValue.as(ValueType.TIME, "2026-11-01", ZONE))
        .contains(Instant.parse("2026-10-31T16:00:00Z"));
    assertThat(TypedValue.as(ValueType.TIME, "0001-01-01", ZONE)).isEmpty();
  }

  @Test
  void flattensObjectsAndKeepsListsOfObjectsAsJson() {
    assertThat(
            Flat.of(
                Map.of(
                    "address", Map.of("city", "上海", "geo", Map.of("lat", 31.2)),
                    "items", List.of(Map.of("sku", "x"), "y", 3L))))
        .isEqualTo(
            Map.of(
                "address.city",
                "上海",
                "address.geo.lat",
                31.2,
                "items",
                List.of("{\"sku\":\"x\"}", "y", "3")));
  }
}
