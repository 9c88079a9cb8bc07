package io.onelift.bench;

import io.onelift.audience.Rule;
import io.onelift.audience.Rule.And;
import io.onelift.audience.Rule.HasTag;
import io.onelift.audience.Rule.Not;
import io.onelift.audience.Rule.Or;
import io.onelift.bitmap.CategoryIndex;
import io.onelift.bitmap.TagBitmaps;
import io.onelift.tag.Predicate;
import io.onelift.tag.Scalar;
import io.onelift.warehouse.Warehouse;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.roaringbitmap.RoaringBitmap;

/** Other ways to answer a rule, and the least time that any way takes which reads its bitmaps. */
final class Rivals {
  private final Warehouse warehouse;
  private final RivalSql sql;
  private final TagBitmaps bitmaps;

  Rivals(Warehouse warehouse, Instant now, TagBitmaps bitmaps) {
    this.warehouse = warehouse;
    this.sql = new RivalSql(now);
    this.bitmaps = bitmaps;
  }

  long onWideTable(Rule rule) {
    return ask(sql.onWideTable(rule));
  }

  /** A question that an expert would ask instead; empty where that is the plain one. */
  Optional<String> better(Rule rule) {
    return RivalSql.isOfStates(rule)
        ? Optional.of(RivalSql.onStates(rule))
        : sql.onEventsOfThose(rule);
  }

  long ask(String question) {
    return warehouse.query(question, Map.of(), row -> row.integer("n")).getFirst();
  }

  /** The bytes of all bitmaps that a rule of values names; empty for other rules. */
  Optional<long[]> memory(Rule rule) {
    if (!RivalSql.isOfStates(rule)) {
      return Optional.empty();
    }
    Set<RoaringBitmap> used = new HashSet<>();
    collect(rule, used);
    long bytes = used.stream().mapToLong(RoaringBitmap::serializedSizeInBytes).sum();
    ByteBuffer all = ByteBuffer.allocate(Math.toIntExact(bytes + Long.BYTES));
    used.forEach(bitmap -> bitmap.serialize(all));
    all.rewind();
    long[] memory = new long[all.remaining() / Long.BYTES];
    all.asLongBuffer().get(memory);
    return Optional.of(memory);
  }

  static long sum(long[] memory) {
    long sum = 0;
    for (long word : memory) {
      sum += word;
    }
    return sum;
  }

  private void collect(Rule rule, Set<RoaringBitmap> into) {
    switch (rule) {
      case And(List<Rule> rules) -> rules.forEach(r -> collect(r, into));
      case Or(List<Rule> rules) -> rules.forEach(r -> collect(r, into));
      case Not(Rule inner) -> collect(inner, into);
      case HasTag(String tag, Predicate.In(List<Scalar> values)) -> {
        if (bitmaps.find(tag).orElseThrow().index() instanceof CategoryIndex index) {
          values.forEach(value -> into.add(index.having(value.toString())));
        }
      }
      default -> throw new IllegalArgumentException("Not of bitmaps alone: " + rule);
    }
  }
}
