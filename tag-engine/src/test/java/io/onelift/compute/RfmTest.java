package io.onelift.compute;

import static org.assertj.core.api.Assertions.assertThat;

import io.onelift.tag.EventMeasure.Aggregate;
import io.onelift.tag.TagDefinition.FromRfm;
import io.onelift.tag.TagDefinition.RfmPart;
import io.onelift.tag.Window;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.roaringbitmap.RoaringBitmap;

class RfmTest {
  /** Ten people: number n was here n days ago, n times, and spent nothing or 100 n. */
  private static final WarehouseValues TEN =
      new WarehouseValues() {
        @Override
        public TagValues values(TagSource source, Instant now) {
          Aggregate aggregate = ((TagSource.Events) source).measure().aggregate();
          int first = aggregate instanceof Aggregate.Sum ? 6 : 1;
          int[] profiles = new int[11 - first];
          double[] numbers = new double[profiles.length];
          for (int i = 0; i < profiles.length; i++) {
            profiles[i] = first + i;
            numbers[i] = (first + i) * (aggregate instanceof Aggregate.Sum ? 100 : 1);
          }
          return new TagValues.Numbers(profiles, numbers);
        }

        @Override
        public TagValues values(TagSource source, Instant now, RoaringBitmap within) {
          return values(source, now).of(within);
        }

        @Override
        public RoaringBitmap changed(List<TagSource> sources, Since since) {
          return everybody();
        }

        @Override
        public RoaringBitmap everybody() {
          return RoaringBitmap.bitmapOfRange(1, 21);
        }
      };

  private static TagValues values(RfmPart gives) {
    FromRfm rfm = new FromRfm("purchase", List.of(), "amount", new Window.Always(), gives);
    return new Rfm(TEN).values(rfm, Instant.EPOCH, (_, _) -> {}).given();
  }

  @Test
  void scoresTheLatestTheMostOftenAndTheMostSpentHighest() {
    assertThat(((TagValues.Numbers) values(RfmPart.RECENCY)).numbers())
        .containsExactly(5, 5, 4, 4, 3, 3, 2, 2, 1, 1);
    assertThat(((TagValues.Numbers) values(RfmPart.FREQUENCY)).numbers())
        .containsExactly(1, 1, 2, 2, 3, 3, 4, 4, 5, 5);
    // Five spent nothing, and equal values get equal scores.
    assertThat(((TagValues.Numbers) values(RfmPart.MONETARY)).numbers())
        .containsExactly(1, 1, 1, 1, 1, 3, 4, 4, 5, 5);
    assertThat(((TagValues.Numbers) values(RfmPart.SCORE)).numbers())
        .containsExactly(511, 511, 421, 421, 331, 333, 244, 244, 155, 155);
  }

  @Test
  void namesEverySegmentByWhatIsAboveTheMean() {
    // The means are 3, 3 and 2.6.
    assertThat(((TagValues.Categories) values(RfmPart.SEGMENT)).profiles())
        .isEqualTo(
            java.util.Map.of(
                "general_growth", RoaringBitmap.bitmapOf(1, 2, 3, 4),
                "general_winback", RoaringBitmap.bitmapOf(5),
                "important_winback", RoaringBitmap.bitmapOf(6),
                "important_keep", RoaringBitmap.bitmapOf(7, 8, 9, 10)));
  }

  @Test
  void scoresOnePersonAndNobody() {
    assertThat(Rfm.quintiles(new double[] {7})).containsExactly(1);
    assertThat(Rfm.quintiles(new double[0])).isEmpty();
  }
}
