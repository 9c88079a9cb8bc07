package io.onelift.compute;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.onelift.tag.Condition;
import io.onelift.tag.Scalar;
import io.onelift.tag.TagDefinition.FromRules;
import io.onelift.tag.TagDefinition.RuleRow;
import io.onelift.tag.TagType;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.roaringbitmap.RoaringBitmap;

class RuleTableTest {
  private static final RoaringBitmap EVERYBODY = RoaringBitmap.bitmapOfRange(1, 11);
  private static final RuleMembers MEMBERS =
      new RuleMembers() {
        @Override
        public RoaringBitmap members(Condition condition) {
          return condition.json().path("tag").asText().equals("low")
              ? RoaringBitmap.bitmapOf(1, 2, 3, -1)
              : RoaringBitmap.bitmapOf(2, 3, 4);
        }

        @Override
        public RoaringBitmap members(Condition condition, RoaringBitmap within) {
          return RoaringBitmap.and(members(condition), within);
        }

        @Override
        public List<TagSource> sources(Condition condition) {
          return List.of();
        }
      };

  private static TagValues values(TagType type, Scalar low, Scalar high, Scalar otherwise) {
    return new RuleTable(MEMBERS, () -> EVERYBODY, ZoneId.of("Asia/Shanghai"))
        .values(table(low, high, otherwise), type, (_, _) -> {});
  }

  private static FromRules table(Scalar low, Scalar high, Scalar otherwise) {
    return new FromRules(
        List.of(row("low", low), row("high", high)), Optional.ofNullable(otherwise));
  }

  private static RuleRow row(String tag, Scalar value) {
    return new RuleRow(
        Condition.of(JsonNodeFactory.instance.objectNode().put("tag", tag).put("is_set", true)),
        value);
  }

  @Test
  void givesTheFirstRowThatHoldsAndOtherwiseTheRest() {
    assertThat(values(TagType.ENUM, Scalar.of("a"), Scalar.of("b"), Scalar.of("c")))
        .isEqualTo(
            new TagValues.Categories(
                Map.of(
                    "a", RoaringBitmap.bitmapOf(1, 2, 3, -1),
                    "b", RoaringBitmap.bitmapOf(4),
                    "c", RoaringBitmap.bitmapOfRange(5, 11))));
    assertThat(values(TagType.ENUM, Scalar.of("a"), Scalar.of("a"), null))
        .isEqualTo(new TagValues.Categories(Map.of("a", RoaringBitmap.bitmapOf(1, 2, 3, 4, -1))));
  }

  @Test
  void givesSomeProfilesWhatTheyHaveAmongEverybody() {
    FromRules table = table(Scalar.of("a"), Scalar.of("b"), Scalar.of("c"));
    RuleTable rules = new RuleTable(MEMBERS, () -> EVERYBODY, ZoneId.of("Asia/Shanghai"));

    assertThat(rules.values(table, TagType.ENUM, RoaringBitmap.bitmapOf(3, 4, 10, 11)))
        .isEqualTo(
            new TagValues.Categories(
                Map.of(
                    "a", RoaringBitmap.bitmapOf(3),
                    "b", RoaringBitmap.bitmapOf(4),
                    "c", RoaringBitmap.bitmapOf(10))));
  }

  @Test
  void givesNumbersInTheOrderOfProfilesAndDaysAsTheirMidnight() {
    TagValues.Numbers numbers =
        (TagValues.Numbers) values(TagType.NUMBER, Scalar.of(2.5), Scalar.of(-1), null);
    // Profiles are unsigned, so -1 is the greatest.
    assertThat(numbers.profiles()).containsExactly(1, 2, 3, 4, -1);
    assertThat(numbers.numbers()).containsExactly(2.5, 2.5, 2.5, -1, 2.5);
    TagValues.Numbers days =
        (TagValues.Numbers)
            values(TagType.DATE, Scalar.of("1970-01-02"), Scalar.of("1970-01-01"), null);
    assertThat(days.numbers()[3]).isEqualTo(-8 * 3_600_000);
  }

  @Test
  void tellsHowFarItIs() {
    List<Integer> done = new ArrayList<>();
    new RuleTable(MEMBERS, () -> EVERYBODY, ZoneId.of("UTC"))
        .values(
            table(Scalar.of("a"), Scalar.of("b"), null),
            TagType.ENUM,
            (part, of) -> {
              done.add(part);
              assertThat(of).isEqualTo(3);
            });
    assertThat(done).containsExactly(1, 2);
  }
}
