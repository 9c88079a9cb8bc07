package io.onelift.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimeTextTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2026-10-01 | YMD | 2026-10-01 | yyyy-MM-dd",
        "2026-10-01 09:30:00 | YMD | 2026-10-01T09:30:00 | yyyy-MM-dd HH:mm:ss",
        "2026-10-01T09:30:00.250+0800 | YMD | 2026-10-01T09:30:00.250+0800 |"
            + " yyyy-MM-dd'T'HH:mm:ss.SSSXXX",
        "2026/1/5 | YMD | 2026-01-05 | yyyy/M/d",
        "31/12/2026 | DMY | 2026-12-31 | dd/MM/yyyy",
        "12/31/2026 17:05 | MDY | 2026-12-31T17:05:00 | MM/dd/yyyy HH:mm",
        "1/2/26 5:00 PM | MDY | 2026-01-02T17:00:00 | M/d/yy h:mm a",
        "31.12.1999 | DMY | 1999-12-31 | dd.MM.yyyy",
        "2026年10月1日 | YMD | 2026-10-01 | yyyy年MM月d日",
        "20261001 | YMD | 2026-10-01 | yyyyMMdd",
      })
  void readsWhatPeopleAndSpreadsheetsWrite(
      String text, DateOrder order, String iso, String format) {
    assertThat(TimeText.iso(text, order)).contains(iso);
    assertThat(TimeText.format(text, order)).isEqualTo(format);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-13-01",
    "2026-02-30",
    "31/12/2026",
    "1.2.3",
    "2026-10-01 25:00",
    "13:00",
    "20261301",
    "yesterday",
    "10-20-30",
    "2026/10-01",
    "2026年10-01"
  })
  void takesNothingThatIsNoTime(String text) {
    assertThat(TimeText.iso(text, DateOrder.MDY)).isEmpty();
  }

  @Test
  void readsNumbersAsSecondsMillisecondsOrDays() {
    ZoneId shanghai = ZoneId.of("Asia/Shanghai");

    assertThat(TimeText.moment(1_790_000_000L, DateOrder.YMD, shanghai))
        .contains(Instant.ofEpochSecond(1_790_000_000L));
    assertThat(TimeText.moment(1_790_000_000_123L, DateOrder.YMD, shanghai))
        .contains(Instant.ofEpochMilli(1_790_000_000_123L));
    assertThat(TimeText.moment(20261001L, DateOrder.YMD, shanghai))
        .contains(Instant.parse("2026-09-30T16:00:00Z"));
    assertThat(TimeText.moment("2026-10-01 08:00", DateOrder.YMD, shanghai))
        .contains(Instant.parse("2026-10-01T00:00:00Z"));
  }
}
