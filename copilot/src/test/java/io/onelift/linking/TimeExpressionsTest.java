package io.onelift.linking;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimeExpressionsTest {
  /** A Tuesday. */
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 24);

  @ParameterizedTest
  @CsvSource({
    "今天, 2026-11-24, 2026-11-24",
    "昨天, 2026-11-23, 2026-11-23",
    "三天前, 2026-11-21, 2026-11-21",
    "本周, 2026-11-23, 2026-11-24",
    "上周, 2026-11-16, 2026-11-22",
    "上上周, 2026-11-09, 2026-11-15",
    "上周五, 2026-11-20, 2026-11-20",
    "本月, 2026-11-01, 2026-11-24",
    "上个月, 2026-10-01, 2026-10-31",
    "本季度, 2026-10-01, 2026-11-24",
    "上季度, 2026-07-01, 2026-09-30",
    "今年, 2026-01-01, 2026-11-24",
    "去年, 2025-01-01, 2025-12-31",
    "去年12月, 2025-12-01, 2025-12-31",
    "去年第四季度, 2025-10-01, 2025-12-31",
    "今年上半年, 2026-01-01, 2026-06-30",
    "最近30天, 2026-10-26, 2026-11-24",
    "近三十天, 2026-10-26, 2026-11-24",
    "过去两周, 2026-11-11, 2026-11-24",
    "近半年, 2026-05-25, 2026-11-24",
    "12月, 2025-12-01, 2025-12-31",
    "十月, 2026-10-01, 2026-10-31",
    "10月1日到15日, 2026-10-01, 2026-10-15",
    "从10月1日至10月15日, 2026-10-01, 2026-10-15",
    "2025年12月20日到2026年1月5日, 2025-12-20, 2026-01-05",
    "10月以来, 2026-10-01, 2026-11-24",
    "8月到10月, 2026-08-01, 2026-10-31",
    "today, 2026-11-24, 2026-11-24",
    "the day before yesterday, 2026-11-22, 2026-11-22",
    "3 days ago, 2026-11-21, 2026-11-21",
    "last week, 2026-11-16, 2026-11-22",
    "past week, 2026-11-18, 2026-11-24",
    "last 30 days, 2026-10-26, 2026-11-24",
    "in the last two weeks, 2026-11-11, 2026-11-24",
    "last quarter, 2026-07-01, 2026-09-30",
    "in October, 2026-10-01, 2026-10-31",
    "in May, 2026-05-01, 2026-05-31",
    "may, , ",
    "October 2025, 2025-10-01, 2025-10-31",
    "Q4 2025, 2025-10-01, 2025-12-31",
    "since 1 Oct, 2026-10-01, 2026-11-24",
    "from Oct 1 to Oct 15, 2026-10-01, 2026-10-15",
    "Oct 1 - 15, 2026-10-01, 2026-10-15",
    "between 2026-10-01 and 2026-10-07, 2026-10-01, 2026-10-07",
    "1st of November, 2026-11-01, 2026-11-01",
    "year to date, 2026-01-01, 2026-11-24",
    "mtd, 2026-11-01, 2026-11-24",
  })
  void readsDays(String words, LocalDate from, LocalDate last) {
    String plain = Text.of(words).plain();
    var found = new TimeExpressions(TODAY).at(plain, 0);
    assertThat(found.map(f -> f.range().days().from())).isEqualTo(Optional.ofNullable(from));
    assertThat(found.map(f -> f.range().days().to().minusDays(1)))
        .isEqualTo(Optional.ofNullable(last));
    found.ifPresent(f -> assertThat(f.end()).isEqualTo(plain.length()));
  }

  @Test
  void leavesTheWordsBehindAlone() {
    var found = new TimeExpressions(TODAY).at("last week by age group", 0).orElseThrow();
    assertThat(found.end()).isEqualTo("last week".length());
  }
}
