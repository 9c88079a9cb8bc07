package io.onelift.model;

import io.onelift.bitmap.BitSlicedIndex;
import io.onelift.bitmap.CategoryIndex;
import io.onelift.bitmap.NumberIndex;
import io.onelift.bitmap.TagIndex;
import io.onelift.tag.Tag;
import io.onelift.tag.TagDefinition;
import io.onelift.tag.TagNames;
import io.onelift.tag.TagType;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.roaringbitmap.RoaringBitmap;

/**
 * People whose chance to be positive is known: log-odds are −3, +2.5 for channel {@code fair}, +1.2
 * from 50 years on, +1 for those registered in the last 30 days, and nothing else matters.
 */
final class PlantedPeople {
  static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");

  final RoaringBitmap everybody = new RoaringBitmap();
  final RoaringBitmap positives = new RoaringBitmap();
  final Map<Tag, TagIndex> tags = new LinkedHashMap<>();

  /** The true log-odds of each profile. */
  final double[] truth;

  PlantedPeople(int size, int noiseTags) {
    Random random = new Random(7);
    truth = new double[size];
    Map<String, RoaringBitmap> channels = new HashMap<>();
    int[] profiles = new int[size];
    double[] ages = new double[size];
    double[] registered = new double[size];
    for (int i = 0; i < size; i++) {
      int profile = i + 1;
      profiles[i] = profile;
      everybody.add(profile);
      String channel = List.of("app", "web", "branch", "fair").get(random.nextInt(4));
      channels.computeIfAbsent(channel, _ -> new RoaringBitmap()).add(profile);
      ages[i] = 18 + random.nextInt(60);
      int days = random.nextInt(120);
      registered[i] = NOW.minus(Duration.ofDays(days)).toEpochMilli();
      truth[i] =
          -3 + (channel.equals("fair") ? 2.5 : 0) + (ages[i] >= 50 ? 1.2 : 0) + (days < 30 ? 1 : 0);
      if (random.nextDouble() < Coefficients.probability(truth[i])) {
        positives.add(profile);
      }
    }
    tags.put(tag("channel", TagType.ENUM), new CategoryIndex(channels));
    tags.put(tag("age", TagType.NUMBER), new NumberIndex(BitSlicedIndex.of(profiles, ages), false));
    tags.put(
        tag("registered", TagType.DATE),
        new NumberIndex(BitSlicedIndex.of(profiles, registered), false));
    for (int n = 0; n < noiseTags; n++) {
      double[] noise = random.doubles(size, 0, 1000).map(Math::floor).toArray();
      tags.put(
          tag("noise" + n, TagType.NUMBER),
          new NumberIndex(BitSlicedIndex.of(profiles, noise), false));
    }
  }

  static Tag tag(String key, TagType type) {
    return new Tag(key, new TagNames(key, key), "", "", type, new TagDefinition.FromTrait(key), 1);
  }

  /** Adds a boolean tag that holds for these. */
  void flag(String key, RoaringBitmap some) {
    tags.put(tag(key, TagType.BOOLEAN), new CategoryIndex(Map.of("true", some)));
  }

  Trainer.Material material(long seed) {
    return new Trainer.Material(
        1, everybody, positives, tags, List.of(), seed, NOW, ZoneOffset.UTC);
  }

  /** Who each feature of a fit holds for. */
  List<RoaringBitmap> columns(Fit fit) {
    return Trainer.columns(
        fit,
        key ->
            tags.entrySet().stream()
                .filter(each -> each.getKey().key().equals(key))
                .map(Map.Entry::getValue)
                .findFirst(),
        everybody,
        NOW,
        ZoneOffset.UTC);
  }
}
