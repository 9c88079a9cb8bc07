package io.onelift.insight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.onelift.bitmap.BitSlicedIndex;
import io.onelift.bitmap.CategoryIndex;
import io.onelift.bitmap.Held;
import io.onelift.bitmap.NumberIndex;
import io.onelift.bitmap.TagBitmaps;
import io.onelift.insight.Portrait.TagPortrait;
import io.onelift.insight.Portrait.ValueShare;
import io.onelift.tag.Tag;
import io.onelift.tag.TagDefinition;
import io.onelift.tag.TagNames;
import io.onelift.tag.TagType;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.roaringbitmap.RoaringBitmap;

class PortraitsTest {
  private final TagBitmaps bitmaps = TagBitmaps.inMemory();

  @Test
  void sharesIndexAndSignificanceAreThoseOfTheTextbook() {
    // 400 of 1,000 members have the card, 600 of the other 2,000: z = 5.477, p = 4.32e-8.
    RoaringBitmap group = range(0, 1_000);
    RoaringBitmap reference = range(0, 3_000);
    put("card", Map.of("yes", RoaringBitmap.or(range(0, 400), range(1_000, 1_600))));

    Portrait portrait = portrait(group, reference, "card");

    ValueShare yes = portrait.tags().getFirst().values().getFirst();
    ValueShare none = portrait.tags().getFirst().values().getLast();
    assertThat(portrait.size()).isEqualTo(1_000);
    assertThat(portrait.referenceSize()).isEqualTo(3_000);
    assertThat(yes.count()).isEqualTo(400);
    assertThat(yes.share()).isEqualTo(.4);
    assertThat(yes.referenceShare()).isEqualTo(1_000 / 3_000.0);
    assertThat(yes.tgi().getAsDouble()).isCloseTo(120, within(1e-9));
    assertThat(yes.pValue().getAsDouble()).isCloseTo(4.32e-8, within(1e-10));
    assertThat(yes.isSignificant()).isTrue();
    assertThat(none.value()).isEmpty();
    assertThat(none.count()).isEqualTo(600);
  }

  @Test
  void adjustsManyTestsAsBenjaminiAndHochbergDo() {
    // R: p.adjust(c(.01, .04, .03, .005), "BH")
    assertThat(Discoveries.adjusted(List.of(.01, .04, .03, .005)))
        .usingElementComparator((a, b) -> Math.abs(a - b) < 1e-12 ? 0 : Double.compare(a, b))
        .containsExactly(.02, .04, .04, .02);
    assertThat(Discoveries.adjusted(List.of())).isEmpty();
  }

  @Test
  void ofManyTagsDrawnByChanceHardlyAnyIsSignificant() {
    Random random = new Random(5);
    String[] noise = IntStream.range(0, 200).mapToObj(i -> "noise" + i).toArray(String[]::new);
    for (String tag : noise) {
      put(tag, Map.of("a", some(random, 4_000, .3), "b", some(random, 4_000, .1)));
    }

    Portrait portrait = portrait(some(random, 4_000, .4), range(0, 4_000), noise);

    assertThat(
            portrait.tags().stream()
                .flatMap(tag -> tag.values().stream())
                .filter(ValueShare::isSignificant))
        .hasSizeLessThanOrEqualTo(3);
  }

  @Test
  void theTagThatTellsTheGroupApartComesFirstAndThoseOfItsRuleLast() {
    Random random = new Random(6);
    RoaringBitmap group = range(0, 500);
    put("chance", Map.of("x", some(random, 2_000, .5)));
    put("telling", Map.of("x", range(0, 450), "y", range(450, 2_000)));
    put("rule", Map.of("x", range(0, 500), "y", range(500, 2_000)));

    List<TagPortrait> tags =
        new Portraits(bitmaps)
            .portrait(group, range(0, 2_000), tags("chance", "rule", "telling"), Set.of("rule"))
            .tags();

    assertThat(tags).extracting(TagPortrait::tag).containsExactly("telling", "chance", "rule");
    assertThat(tags.getFirst().information()).isGreaterThan(.3);
    assertThat(tags.get(1).information()).isLessThan(.1);
    assertThat(tags.getLast().inRule()).isTrue();
  }

  @Test
  void numbersHaveMeansMediansAndFifthsOfTheReference() {
    int[] profiles = IntStream.range(0, 1_000).toArray();
    double[] numbers = IntStream.range(0, 1_000).mapToDouble(i -> i).toArray();
    bitmaps.put(
        "aum",
        new Held(new NumberIndex(BitSlicedIndex.of(profiles, numbers), false), 1, Instant.EPOCH));

    TagPortrait aum = portrait(range(800, 1_100), range(0, 1_000), "aum").tags().getFirst();

    assertThat(aum.numbers().orElseThrow().mean()).hasValue(899.5);
    assertThat(aum.numbers().orElseThrow().referenceMean()).hasValue(499.5);
    assertThat(aum.numbers().orElseThrow().median()).hasValue(899);
    assertThat(aum.values()).extracting(ValueShare::count).startsWith(0L, 0L, 0L).endsWith(100L);
    assertThat(aum.values().stream().mapToLong(ValueShare::count).sum()).isEqualTo(300);
    assertThat(aum.values().subList(0, 5))
        .allSatisfy(v -> assertThat(v.referenceShare()).isCloseTo(.2, within(.002)));
  }

  @Test
  void aGroupThatIsTheReferenceAndAnEmptyOneDifferInNothing() {
    put("card", Map.of("yes", range(0, 50)));

    assertThat(portrait(range(0, 100), range(0, 100), "card").tags().getFirst().values())
        .allSatisfy(value -> assertThat(value.pValue()).isEmpty())
        .allSatisfy(value -> assertThat(value.tgi()).hasValue(100));
    assertThat(portrait(new RoaringBitmap(), range(0, 100), "card").tags().getFirst().values())
        .allSatisfy(value -> assertThat(value.isSignificant()).isFalse());
  }

  private Portrait portrait(RoaringBitmap group, RoaringBitmap reference, String... tags) {
    return new Portraits(bitmaps).portrait(group, reference, tags(tags), Set.of());
  }

  private static List<Tag> tags(String... keys) {
    return List.of(keys).stream()
        .map(
            key ->
                new Tag(
                    key,
                    new TagNames(key, key),
                    "",
                    "",
                    TagType.ENUM,
                    new TagDefinition.FromTrait(key),
                    1))
        .toList();
  }

  private void put(String tag, Map<String, RoaringBitmap> values) {
    bitmaps.put(tag, new Held(new CategoryIndex(values), 1, Instant.EPOCH));
  }

  private static RoaringBitmap range(int from, int to) {
    return RoaringBitmap.bitmapOfRange(from, to);
  }

  private static RoaringBitmap some(Random random, int of, double share) {
    return RoaringBitmap.bitmapOf(
        IntStream.range(0, of).filter(i -> random.nextDouble() < share).toArray());
  }
}
