package io.onelift.dedup;

import static org.assertj.core.api.Assertions.assertThat;

import io.onelift.event.Fingerprint;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class IdFilterTest {
  @Test
  void letsAllOfItsIdsThroughAndAboutOneOfAHundredOthers() {
    int many = 100_000;
    IdFilter filter = new IdFilter(many);
    IntStream.range(0, many).forEach(i -> filter.add(Fingerprint.of("in" + i)));
    assertThat(IntStream.range(0, many)).allMatch(i -> filter.mayContain(Fingerprint.of("in" + i)));
    long others =
        IntStream.range(0, many).filter(i -> filter.mayContain(Fingerprint.of("out" + i))).count();
    assertThat(others).isBetween(200L, 2_000L);
    assertThat(IdFilter.bytes(many)).isBetween(125_000L, 126_000L);
  }
}
