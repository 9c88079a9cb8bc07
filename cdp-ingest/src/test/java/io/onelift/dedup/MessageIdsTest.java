package io.onelift.dedup;

import static org.assertj.core.api.Assertions.assertThat;

import io.onelift.event.Fingerprint;
import io.onelift.warehouse.StandingClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageIdsTest {
  private static final int NEWEST = 100;

  @TempDir Path folder;
  private final StandingClock clock = new StandingClock(Instant.parse("2026-11-01T12:00:00Z"));

  private MessageIds ids(long filterBytes) {
    return new MessageIds(folder, clock, NEWEST, filterBytes);
  }

  private static Fingerprint id(int number) {
    return Fingerprint.of("id" + number);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 200, 1_000_000})
  void knowsEveryIdAndNoOther(long filterBytes) {
    int many = 10_050;
    try (MessageIds ids = ids(filterBytes)) {
      for (int i = 0; i < many; i++) {
        assertThat(ids.contains(id(i))).isFalse();
        ids.add(id(i));
        assertThat(ids.contains(id(i / 2))).isTrue();
        ids.expire();
      }
      ids.archive().await();
      assertThat(IntStream.range(0, many).filter(i -> !ids.contains(id(i)))).isEmpty();
      assertThat(IntStream.range(many, 2 * many).filter(i -> ids.contains(id(i)))).isEmpty();
    }
  }

  @Test
  void keepsFewFilesAndLeavesNoneBehind() throws IOException {
    try (MessageIds ids = ids(1_000_000)) {
      IntStream.range(0, 64 * NEWEST).forEach(i -> ids.add(id(i)));
      ids.archive().await();
      assertThat(ids.archive().runs()).isBetween(1, 14);
      try (Stream<Path> files = Files.list(folder)) {
        assertThat(files).isEmpty();
      }
    }
  }

  @Test
  void forgetsAfterSevenDays() {
    try (MessageIds ids = ids(1_000_000)) {
      for (int day = 0; day < 9; day++) {
        int first = 1_000 * day;
        IntStream.range(first, first + 250).forEach(i -> ids.add(id(i)));
        clock.now = clock.now.plus(Duration.ofDays(1));
        ids.expire();
      }
      assertThat(IntStream.range(0, 2_000).filter(i -> ids.contains(id(i)))).isEmpty();
      assertThat(IntStream.range(2_000, 9_000).filter(i -> ids.contains(id(i)))).hasSize(7 * 250);
      ids.archive().await();
      assertThat(IntStream.range(0, 2_000).filter(i -> ids.contains(id(i)))).isEmpty();
      assertThat(IntStream.range(2_000, 9_000).filter(i -> ids.contains(id(i)))).hasSize(7 * 250);
      assertThat(ids.archive().runs()).as("one file a day").isEqualTo(7);
    }
  }
}
