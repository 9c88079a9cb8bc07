package io.onelift.linking;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumeralsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '=',
      value = {
        "10万 = 100000",
        "1.5亿 = 150000000",
        "100,000 = 100000",
        "100k = 100000",
        "2 million = 2000000",
        "十万 = 100000",
        "三十 = 30",
        "一百二十 = 120",
        "二零二六 = 2026",
        "twelve = 12",
        "5% = 0.05",
        "¥50万元 = 500000",
      })
  void readsNumbersAsPeopleWriteThem(String words, BigDecimal number) {
    var found = Numerals.at(words, 0).orElseThrow();
    assertThat(found.value()).isEqualByComparingTo(number);
    assertThat(found.end()).isEqualTo(words.length());
  }
}
