package io.onelift.audience;

import io.onelift.audience.Rule.And;
import io.onelift.audience.Rule.HasTag;
import io.onelift.audience.Rule.Not;
import io.onelift.audience.Rule.Or;
import io.onelift.bitmap.BitSlicedIndex;
import io.onelift.bitmap.CategoryIndex;
import io.onelift.bitmap.Held;
import io.onelift.bitmap.NumberIndex;
import io.onelift.bitmap.TagBitmaps;
import io.onelift.bitmap.TagIndex;
import io.onelift.tag.Predicate;
import io.onelift.tag.Predicate.Bound;
import io.onelift.tag.Scalar;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.roaringbitmap.RoaringBitmap;

/**
 * Prints how long estimates take over synthetic profiles; run by hand with the number of profiles.
 * Never part of a test, because a time says as much of the machine as of the code.
 */
final class AudienceTimings {
  private static final int TAGS = 40;
  private static final int VALUES = 5;

  private AudienceTimings() {}

  public static void main(String[] args) {
    int profiles = args.length == 0 ? 1_000_000 : Integer.parseInt(args[0]);
    SplittableRandom random = new SplittableRandom(7);
    TagBitmaps bitmaps = TagBitmaps.inMemory();
    long start = System.nanoTime();
    for (int tag = 0; tag < TAGS; tag++) {
      put(bitmaps, "enum" + tag, categories(profiles, random.split()));
    }
    print("building 40 enum tags of 5 values", start);
    start = System.nanoTime();
    int[] ids = new int[profiles];
    double[] numbers = new double[profiles];
    for (int i = 0; i < profiles; i++) {
      ids[i] = i + 1;
      // Most people have little: like money, and as hard for the index.
      numbers[i] = Math.round(Math.exp(random.nextDouble(3, 14)) * 100) / 100.0;
    }
    put(bitmaps, "aum", new NumberIndex(BitSlicedIndex.of(ids, numbers), false));
    print("building 1 number tag with cents", start);
    System.out.printf("memory of all bitmaps: %.1f MB%n", bitmaps.bytes() / 1e6);

    RoaringBitmap everybody = RoaringBitmap.bitmapOfRange(1, profiles + 1L);
    AudienceEngine engine =
        new AudienceEngine(
            bitmaps,
            () -> everybody,
            (_, _, _) -> new RoaringBitmap(),
            _ -> Optional.empty(),
            (_, _, _) -> new RoaringBitmap(),
            ZoneOffset.UTC,
            Clock.systemUTC());
    time("and/or/not of 20 tags", engine, twenty());
    time("and/or/not of 20 tags, 40 values", engine, twentyWide());
    time("range on a number", engine, range());
    List<Rule> mixed = new ArrayList<>(List.of(range()));
    for (int tag = 0; tag < 5; tag++) {
      mixed.add(in(tag, 0, 1));
    }
    time("range on a number and 5 enums", engine, new And(mixed));
  }

  /** Five groups of any of three tags, three of one tag, two of not. */
  private static Rule twenty() {
    List<Rule> all = new ArrayList<>();
    int tag = 0;
    for (int group = 0; group < 5; group++) {
      all.add(new Or(List.of(in(tag++, 0), in(tag++, 1), in(tag++, 2))));
    }
    for (int i = 0; i < 3; i++) {
      all.add(in(tag++, 3));
    }
    all.add(new Not(in(tag++, 4)));
    all.add(new Not(in(tag, 0)));
    return new And(all);
  }

  private static Rule twentyWide() {
    List<Rule> all = new ArrayList<>();
    for (int tag = 0; tag < 20; tag += 2) {
      all.add(new Or(List.of(in(tag, 0, 1), in(tag + 1, 2, 3))));
    }
    return new And(all);
  }

  private static Rule range() {
    return new HasTag(
        "aum",
        new Predicate.Range(
            Optional.of(new Bound(Scalar.of(10_000.5), true)),
            Optional.of(new Bound(Scalar.of(200_000), false))));
  }

  private static Rule in(int tag, int... values) {
    return new HasTag(
        "enum" + tag,
        new Predicate.In(
            Arrays.stream(values).mapToObj(v -> (Scalar) new Scalar.Text("v" + v)).toList()));
  }

  private static CategoryIndex categories(int profiles, SplittableRandom random) {
    Map<String, RoaringBitmap> values = new HashMap<>();
    RoaringBitmap[] each = new RoaringBitmap[VALUES];
    for (int v = 0; v < VALUES; v++) {
      each[v] = new RoaringBitmap();
      values.put("v" + v, each[v]);
    }
    for (int profile = 1; profile <= profiles; profile++) {
      each[random.nextInt(VALUES)].add(profile);
    }
    return new CategoryIndex(values);
  }

  private static void put(TagBitmaps bitmaps, String tag, TagIndex index) {
    bitmaps.put(tag, new Held(index, 1, Instant.EPOCH));
  }

  private static void time(String what, AudienceEngine engine, Rule rule) {
    long size = 0;
    double[] times = new double[60];
    for (int i = 0; i < times.length; i++) {
      long start = System.nanoTime();
      size = engine.estimate(rule).size();
      times[i] = (System.nanoTime() - start) / 1e6;
    }
    double[] warm = Arrays.copyOfRange(times, 20, times.length);
    Arrays.sort(warm);
    System.out.printf(
        "%-36s %,10d members   median %7.2f ms   least %7.2f ms%n",
        what, size, warm[warm.length / 2], warm[0]);
  }

  private static void print(String what, long start) {
    System.out.printf("%s: %.1f s%n", what, (System.nanoTime() - start) / 1e9);
  }
}
