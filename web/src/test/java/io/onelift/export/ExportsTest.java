package io.onelift.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.onelift.event.Conflict;
import io.onelift.export.ExportJob.State;
import io.onelift.json.MemberJson;
import io.onelift.metastore.Metastore;
import io.onelift.metastore.MetastoreConfig;
import io.onelift.warehouse.Warehouse;
import io.onelift.warehouse.WarehouseExtension;
import io.onelift.webhook.Deliveries;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.roaringbitmap.RoaringBitmap;

@ExtendWith(WarehouseExtension.class)
class ExportsTest {
  private final Warehouse warehouse;
  @TempDir private Path directory;
  private Metastore metastore;

  ExportsTest(Warehouse warehouse) {
    this.warehouse = warehouse;
  }

  @BeforeEach
  void open() {
    metastore = Metastore.open(MetastoreConfig.sqlite(directory.resolve("metastore.db")));
  }

  @AfterEach
  void close() {
    metastore.close();
  }

  private Exports exports(InstantSource clock) {
    return new Exports(
        directory.resolve("exports"), metastore, warehouse, new Deliveries(clock), clock);
  }

  private static Exports.Order order(Function<RoaringBitmap, List<MemberJson>> read) {
    return new Exports.Order(
        "vip",
        new ExportFormat.Parquet(),
        RoaringBitmap.bitmapOf(1, 2),
        read,
        List.of(),
        true,
        "ann");
  }

  @Test
  void whatTheEndOfTheServerCutOffHasFailedAndCanBeStartedAgain() throws InterruptedException {
    CountDownLatch reading = new CountDownLatch(1);
    CountDownLatch ended = new CountDownLatch(1);
    try (Exports first = exports(InstantSource.system())) {
      ExportJob running =
          first.start(
              order(
                  _ -> {
                    reading.countDown();
                    try {
                      ended.await();
                    } catch (InterruptedException e) {
                      throw new IllegalStateException(e);
                    }
                    return List.of();
                  }));
      ExportJob waiting = first.start(order(_ -> List.of()));
      reading.await();

      // As after a kill: the first one never got to say how it ended.
      try (Exports second = exports(InstantSource.system())) {
        for (String id : List.of(running.id(), waiting.id())) {
          ExportJob told = second.require(id);
          assertThat(told.state()).isEqualTo(State.FAILED);
          assertThat(told.error().orElseThrow()).contains("stopped").contains("start it again");
          assertThatThrownBy(() -> second.file(id)).isInstanceOf(Conflict.class);
        }
        assertThat(warehouse.columns("audience_export_" + running.id().replace('-', '_')))
            .isEmpty();
        assertThat(second.start(order(_ -> List.of())).state()).isEqualTo(State.QUEUED);
      }
    }
  }

  @Test
  void aFileOutlivesTheServerButNotItsDay() throws IOException, InterruptedException {
    LinkedBlockingQueue<String> read = new LinkedBlockingQueue<>();
    InstantSource clock = InstantSource.system();
    String id;
    try (Exports first = exports(clock)) {
      id =
          first
              .start(
                  new Exports.Order(
                      "vip",
                      new ExportFormat.JsonLines(),
                      RoaringBitmap.bitmapOf(1),
                      page -> List.of(member(page)),
                      List.of(),
                      true,
                      "ann"))
              .id();
      // One after another: when the second is read, the first is whole.
      first.start(
          order(
              _ -> {
                read.add("second");
                return List.of();
              }));
      read.take();
      assertThat(first.require(id).state()).isEqualTo(State.DONE);
    }

    try (Exports second = exports(clock)) {
      assertThat(Files.readString(second.file(id))).contains("\"profile_id\":\"1\"");
    }
    InstantSource nextDay = InstantSource.offset(clock, Duration.ofHours(25));
    try (Exports third = exports(nextDay)) {
      assertThat(third.list()).isEmpty();
      try (var left = Files.list(directory.resolve("exports"))) {
        assertThat(left).isEmpty();
      }
    }
  }

  private static MemberJson member(RoaringBitmap page) {
    return new MemberJson(
        Integer.toString(page.first()), Optional.of("u1"), List.of(), Map.of("city", "上海"));
  }
}
