package io.onelift.insight;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.roaringbitmap.RoaringBitmap;

class OverlapPropertiesTest {
  @Property(tries = 200)
  void countsPairsAndExactIntersectionsAsALookAtEveryProfileDoes(
      @ForAll @IntRange(min = 1, max = 20) int groups, @ForAll long seed) {
    Random random = new Random(seed);
    List<RoaringBitmap> members = new ArrayList<>();
    for (int i = 0; i < groups; i++) {
      RoaringBitmap some = new RoaringBitmap();
      for (int j = random.nextInt(400); j > 0; j--) {
        // Neighbours, other chunks, and numbers above the largest int.
        some.add(
            random.nextInt(3) * 70_000 + random.nextInt(150) - (random.nextInt(9) == 0 ? 500 : 0));
      }
      members.add(some);
    }

    Overlap overlap = Overlap.of(members);

    RoaringBitmap union = RoaringBitmap.or(members.iterator());
    Map<List<Integer>, Long> expected = new HashMap<>();
    for (int profile : union.toArray()) {
      List<Integer> inside = new ArrayList<>();
      for (int i = 0; i < groups; i++) {
        if (members.get(i).contains(profile)) {
          inside.add(i);
        }
      }
      expected.merge(inside, 1L, Long::sum);
    }
    assertThat(overlap.union()).isEqualTo(union.getLongCardinality());
    assertThat(overlap.parts())
        .hasSameSizeAs(expected.keySet())
        .allSatisfy(part -> assertThat(part.size()).isEqualTo(expected.get(part.groups())))
        .isSortedAccordingTo((a, b) -> Long.compare(b.size(), a.size()));
    for (int a = 0; a < groups; a++) {
      for (int b = 0; b < groups; b++) {
        assertThat(overlap.pairs().get(a).get(b))
            .isEqualTo((long) RoaringBitmap.andCardinality(members.get(a), members.get(b)));
      }
    }
  }

  @Example
  void ofNobodyIsNothing() {
    assertThat(Overlap.of(List.of(new RoaringBitmap(), new RoaringBitmap())))
        .isEqualTo(new Overlap(0, List.of(List.of(0L, 0L), List.of(0L, 0L)), List.of()));
  }
}
