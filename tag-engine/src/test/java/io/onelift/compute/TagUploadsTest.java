package io.onelift.compute;

import static org.assertj.core.api.Assertions.assertThat;

import io.onelift.compute.TagUploads.Row;
import io.onelift.event.Identifier;
import io.onelift.event.ProfileId;
import io.onelift.metastore.Metastore;
import io.onelift.metastore.MetastoreConfig;
import io.onelift.tag.Tag;
import io.onelift.tag.TagDefinition;
import io.onelift.tag.TagNames;
import io.onelift.tag.TagType;
import io.onelift.warehouse.Warehouse;
import io.onelift.warehouse.WarehouseExtension;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.roaringbitmap.RoaringBitmap;

@ExtendWith(WarehouseExtension.class)
class TagUploadsTest {
  private final Warehouse warehouse;

  TagUploadsTest(Warehouse warehouse) {
    this.warehouse = warehouse;
  }

  private static Tag tag(String key, TagType type) {
    return new Tag(
        key, new TagNames(key, key), "", "", type, new TagDefinition.Uploaded("user_id"), 1);
  }

  private void know(String user, long number, long commit) {
    warehouse.insert(
        "identifiers",
        List.of("type", "value", "profile_no", "linked_at", "message_id", "version"),
        List.of(List.of("user_id", user, number, Instant.EPOCH, "m", commit)));
  }

  @Test
  void addsReplacesMergesErasesAndForgets(@TempDir Path directory) {
    try (Metastore metastore =
        Metastore.open(MetastoreConfig.sqlite(directory.resolve("metastore.db")))) {
      // The number is in the name; nobody is called u9 yet.
      for (long number = 1; number < 9; number++) {
        know("u" + number, number, 1);
      }
      TagUploads uploads =
          new TagUploads(
              warehouse,
              metastore,
              who ->
                  Optional.of(who.value().substring(1))
                      .filter(number -> number.length() == 1)
                      .map(Integer::parseInt)
                      .filter(number -> number < 9)
                      .map(ProfileId::new),
              Clock.systemUTC());
      Tag level = tag("level", TagType.LIST);
      var receipt =
          uploads.upload(
              level,
              "user_id",
              List.of(
                  new Row("u1", "a"), new Row("u1", "b"), new Row("u2", "a"), new Row("u9", "a")),
              true,
              "ann");
      assertThat(receipt).isEqualTo(new TagUploads.Receipt(4, 3, 1, List.of("u9"), 2));
      assertThat(uploads.values("level", TagType.LIST))
          .isEqualTo(
              new TagValues.Categories(
                  Map.of("a", RoaringBitmap.bitmapOf(1, 2), "b", RoaringBitmap.bitmapOf(1))));

      // Who is named again has the new values only; others keep theirs.
      uploads.upload(level, "user_id", List.of(new Row("u1", "c")), false, "ann");
      assertThat(uploads.values("level", TagType.LIST))
          .isEqualTo(
              new TagValues.Categories(
                  Map.of("a", RoaringBitmap.bitmapOf(2), "c", RoaringBitmap.bitmapOf(1))));

      assertThat(uploads.values("level", TagType.LIST, RoaringBitmap.bitmapOf(2, 3)))
          .isEqualTo(new TagValues.Categories(Map.of("a", RoaringBitmap.bitmapOf(2))));

      // Who comes later has what was uploaded for them, and is told as changed.
      assertThat(uploads.unmatched("level")).hasValue(1);
      Since five = new Since(5, Instant.MAX, Instant.MAX);
      assertThat(uploads.changed("level", five)).hasValue(new RoaringBitmap());
      know("u9", 9, 6);
      assertThat(uploads.changed("level", five)).hasValue(RoaringBitmap.bitmapOf(9));
      assertThat(uploads.values("level", TagType.LIST))
          .isEqualTo(
              new TagValues.Categories(
                  Map.of("a", RoaringBitmap.bitmapOf(2, 9), "c", RoaringBitmap.bitmapOf(1))));
      assertThat(uploads.unmatched("level")).hasValue(0);
      assertThat(uploads.changed("level", new Since(5, Instant.EPOCH, Instant.MAX)))
          .as("something was uploaded since")
          .isEmpty();

      // The later upload is right for two who became one.
      warehouse.insert(
          "profile_overrides", List.of("loser", "winner", "version"), List.of(List.of(2L, 1L, 1L)));
      warehouse.execute("SYSTEM RELOAD DICTIONARY profile_override");
      assertThat(uploads.values("level", TagType.LIST))
          .isEqualTo(
              new TagValues.Categories(
                  Map.of("a", RoaringBitmap.bitmapOf(9), "c", RoaringBitmap.bitmapOf(1))));

      uploads.upload(
          level,
          "user_id",
          List.of(new Row("u3", "a"), new Row("u4", "a"), new Row("u8x", "a")),
          true,
          "ann");
      uploads.erase(List.of(new ProfileId(4)), List.of(Identifier.user("u4")));
      // Erased, so nobody who takes the name gets the value.
      know("u4", 7, 8);
      assertThat(uploads.values("level", TagType.LIST))
          .isEqualTo(new TagValues.Categories(Map.of("a", RoaringBitmap.bitmapOf(3))));
      uploads.deleted("level");
      assertThat(uploads.values("level", TagType.LIST).isEmpty()).isTrue();

      Tag since = tag("since", TagType.DATE);
      uploads.upload(since, "user_id", List.of(new Row("u5", "1970-01-02")), true, "ann");
      TagValues.Numbers days = (TagValues.Numbers) uploads.values("since", TagType.DATE);
      assertThat(days.profiles()).containsExactly(5);
      assertThat(days.numbers()[0])
          .isEqualTo(
              (double)
                  java.time.LocalDate.of(1970, 1, 2)
                      .atStartOfDay(warehouse.zone())
                      .toInstant()
                      .toEpochMilli());
    }
  }
}
