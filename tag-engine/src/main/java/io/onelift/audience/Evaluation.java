package io.onelift.audience;

import io.onelift.audience.Estimate.NodeSize;
import io.onelift.audience.Rule.And;
import io.onelift.audience.Rule.HasTag;
import io.onelift.audience.Rule.InAudience;
import io.onelift.audience.Rule.InSnapshot;
import io.onelift.audience.Rule.Not;
import io.onelift.audience.Rule.Or;
import io.onelift.audience.Rule.WarehouseLeaf;
import io.onelift.bitmap.Selection;
import io.onelift.bitmap.SetAlgebra;
import io.onelift.bitmap.Span;
import io.onelift.bitmap.TagBitmaps;
import io.onelift.bitmap.TagIndex;
import io.onelift.event.Conflict;
import io.onelift.event.NotFound;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Predicate;
import org.roaringbitmap.RoaringBitmap;

/**
 * One answer to one rule, at one moment over one set of everybody. Used once, by one thread; the
 * {@link #parts} of one are asked by a thread each.
 *
 * <p>An answer is right out of the profiles it was asked {@code within}; whatever it says of others
 * is cut off by whoever asked.
 */
final class Evaluation {
  /** A part of everybody that is worth a thread: a million profiles. */
  private static final int CONTAINERS = 16;

  private final TagBitmaps bitmaps;
  private final RoaringBitmap everybody;

  /** Everybody, where that is a part of all profiles; empty where it is all. */
  private final Optional<RoaringBitmap> part;

  private final WarehouseLeaves leaves;
  private final Function<String, Optional<Rule>> audiences;
  private final SnapshotMembers snapshots;
  private final ZoneId zone;
  private final Instant now;
  private final Map<String, Rule> resolved = new HashMap<>();

  /** The tags that were looked at: parts must not see different moments of one. */
  private final Map<String, TagIndex> indexes;

  /** Audiences being followed, to notice a circle. */
  private final Set<String> open = new LinkedHashSet<>();

  Evaluation(
      TagBitmaps bitmaps,
      RoaringBitmap everybody,
      WarehouseLeaves leaves,
      Function<String, Optional<Rule>> audiences,
      SnapshotMembers snapshots,
      ZoneId zone,
      Instant now) {
    this.bitmaps = bitmaps;
    this.everybody = everybody;
    this.part = Optional.empty();
    this.leaves = leaves;
    this.audiences = audiences;
    this.snapshots = snapshots;
    this.zone = zone;
    this.now = now;
    this.indexes = new ConcurrentHashMap<>();
  }

  private Evaluation(Evaluation whole, RoaringBitmap part) {
    this.bitmaps = whole.bitmaps;
    this.everybody = part;
    this.part = Optional.of(part);
    this.leaves = whole.leaves;
    this.audiences = whole.audiences;
    this.snapshots = whole.snapshots;
    this.zone = whole.zone;
    this.now = whole.now;
    this.indexes = whole.indexes;
  }

  /**
   * The same question asked of a part of everybody each, whose answers together are the whole
   * answer; this one alone where the rule needs more than the bitmaps of tags, or there are few.
   */
  List<Evaluation> parts(Rule rule) {
    if (hasLeaf(rule, leaf -> !(leaf instanceof HasTag))) {
      return List.of(this);
    }
    List<RoaringBitmap> parts =
        Span.split(everybody, Runtime.getRuntime().availableProcessors(), CONTAINERS);
    return parts.size() == 1
        ? List.of(this)
        : parts.stream().map(some -> new Evaluation(this, some)).toList();
  }

  Instant now() {
    return now;
  }

  RoaringBitmap everybody() {
    return everybody;
  }

  RoaringBitmap members(Rule rule) {
    return select(rule, part).outOf(everybody);
  }

  RoaringBitmap membersOf(Rule rule, RoaringBitmap within) {
    RoaringBitmap some = RoaringBitmap.and(everybody, within);
    return select(rule, Optional.of(some)).outOf(some);
  }

  long size(Rule rule) {
    Selection selection = select(rule, part);
    long common = RoaringBitmap.andCardinality(everybody, selection.profiles());
    return selection.complement() ? everybody.getLongCardinality() - common : common;
  }

  /** The members of each node on its own; notes their number under the node's pointer. */
  RoaringBitmap sizes(Rule rule, String pointer, List<NodeSize> into) {
    RoaringBitmap members =
        switch (rule) {
          case And(List<Rule> rules) -> {
            RoaringBitmap all = sizes(rules.getFirst(), pointer + "/and/0", into);
            for (int i = 1; i < rules.size(); i++) {
              all.and(sizes(rules.get(i), pointer + "/and/" + i, into));
            }
            yield all;
          }
          case Or(List<Rule> rules) -> {
            RoaringBitmap any = sizes(rules.getFirst(), pointer + "/or/0", into);
            for (int i = 1; i < rules.size(); i++) {
              any.or(sizes(rules.get(i), pointer + "/or/" + i, into));
            }
            yield any;
          }
          case Not(Rule inner) ->
              RoaringBitmap.andNot(everybody, sizes(inner, pointer + "/not", into));
          case HasTag _, InAudience _, InSnapshot _, WarehouseLeaf _ -> members(rule);
        };
    into.add(new NodeSize(pointer, members.getLongCardinality()));
    return members;
  }

  private Selection select(Rule rule, Optional<RoaringBitmap> within) {
    return switch (rule) {
      case HasTag(String tag, var predicate) -> index(tag).matching(predicate, within, zone);
      case Not(Rule inner) -> select(inner, within).negated();
      case InAudience(String key) -> inside(key, inner -> select(inner, within));
      case InSnapshot(String key, int number) ->
          Selection.of(snapshots.members(key, number, everybody));
      case And and -> selectAll(Rules.flat(and), within);
      case Or or -> selectAny(Rules.flat(or), within);
      case WarehouseLeaf leaf -> Selection.of(leaves.matching(leaf, now, worthSending(within)));
    };
  }

  /** Sending a bitmap to the warehouse pays when it saves at least half of the profiles. */
  private Optional<RoaringBitmap> worthSending(Optional<RoaringBitmap> within) {
    return within.filter(some -> some.getLongCardinality() <= everybody.getLongCardinality() / 2);
  }

  /** Cheapest first; every branch looks only at who passed the ones before. */
  private Selection selectAll(List<Rule> rules, Optional<RoaringBitmap> within) {
    Intersection found = new Intersection(within);
    for (Rule rule : cheapestFirst(rules, true)) {
      found.keep(select(rule, found.left()));
      if (found.isEmpty()) {
        return found.selection();
      }
    }
    for (Rule rule : rules) {
      if (needsWarehouse(rule)) {
        found.keep(select(rule, Optional.of(found.leftOutOf(everybody))));
        if (found.isEmpty()) {
          break;
        }
      }
    }
    return found.selection();
  }

  private Selection selectAny(List<Rule> rules, Optional<RoaringBitmap> within) {
    List<RoaringBitmap> positive = new ArrayList<>();
    Optional<RoaringBitmap> excluded = Optional.empty();
    for (Rule rule : cheapestFirst(rules, false)) {
      Selection selection = select(rule, within);
      if (selection.complement()) {
        RoaringBitmap profiles = selection.profiles();
        excluded = Optional.of(excluded.map(e -> RoaringBitmap.and(e, profiles)).orElse(profiles));
      } else {
        positive.add(selection.profiles());
      }
    }
    Selection found = join(positive, excluded);
    for (Rule rule : rules) {
      if (needsWarehouse(rule)) {
        // Whoever is in already need not be looked at again.
        RoaringBitmap open = found.negated().outOf(within.orElse(everybody));
        if (open.isEmpty()) {
          return found;
        }
        RoaringBitmap more = select(rule, Optional.of(open)).outOf(open);
        found =
            found.complement()
                ? Selection.allBut(RoaringBitmap.andNot(found.profiles(), more))
                : Selection.of(RoaringBitmap.or(found.profiles(), more));
      }
    }
    return found;
  }

  private static Selection join(List<RoaringBitmap> positive, Optional<RoaringBitmap> excluded) {
    RoaringBitmap any = SetAlgebra.union(positive);
    return excluded
        .map(these -> Selection.allBut(RoaringBitmap.andNot(these, any)))
        .orElse(Selection.of(any));
  }

  /** The branches that need no warehouse. */
  private List<Rule> cheapestFirst(List<Rule> rules, boolean sorted) {
    record Priced(Rule rule, long cost) {}
    var cheap = rules.stream().filter(rule -> !needsWarehouse(rule));
    return sorted
        ? cheap
            .map(rule -> new Priced(rule, cost(rule)))
            .sorted(Comparator.comparingLong(Priced::cost))
            .map(Priced::rule)
            .toList()
        : cheap.toList();
  }

  private long cost(Rule rule) {
    return switch (rule) {
      case HasTag(String tag, var predicate) -> index(tag).cost(predicate);
      case Not(Rule inner) -> cost(inner);
      case InAudience(String key) -> inside(key, this::cost);
      case And(List<Rule> rules) -> rules.stream().mapToLong(this::cost).min().orElse(0);
      case Or(List<Rule> rules) -> rules.stream().mapToLong(this::cost).sum();
      case InSnapshot _, WarehouseLeaf _ -> everybody.getLongCardinality();
    };
  }

  private boolean needsWarehouse(Rule rule) {
    return hasLeaf(rule, WarehouseLeaf.class::isInstance);
  }

  /** Whether the rule, or that of an audience in it, has such a leaf. */
  private boolean hasLeaf(Rule rule, Predicate<Rule> test) {
    return switch (rule) {
      case HasTag _, InSnapshot _, WarehouseLeaf _ -> test.test(rule);
      case InAudience(String key) -> inside(key, inner -> hasLeaf(inner, test));
      case And _, Or _, Not _ ->
          Rules.children(rule).stream().anyMatch(some -> hasLeaf(some, test));
    };
  }

  Resolved resolve(Rule rule) {
    Set<String> tags = new LinkedHashSet<>();
    boolean warehouse = needsWarehouse(rule);
    collectTags(rule, tags);
    return new Resolved(tags, warehouse);
  }

  private void collectTags(Rule rule, Set<String> into) {
    switch (rule) {
      case HasTag(String tag, var _) -> into.add(tag);
      case InAudience(String key) -> {
        var _ =
            inside(
                key,
                inner -> {
                  collectTags(inner, into);
                  return true;
                });
      }
      case And _, Or _, Not _, InSnapshot _, WarehouseLeaf _ ->
          Rules.children(rule).forEach(child -> collectTags(child, into));
    }
  }

  private <T> T inside(String key, Function<Rule, T> work) {
    if (!open.add(key)) {
      throw new Conflict(
          "The audiences " + String.join(" → ", open) + " → " + key + " go round in a circle.");
    }
    try {
      return work.apply(
          resolved.computeIfAbsent(
              key,
              sought ->
                  audiences.apply(sought).orElseThrow(() -> new NotFound("audience", sought, ""))));
    } finally {
      open.remove(key);
    }
  }

  private TagIndex index(String tag) {
    return indexes.computeIfAbsent(
        tag,
        key ->
            bitmaps
                .find(key)
                .orElseThrow(
                    () ->
                        new Conflict(
                            "The tag '"
                                + key
                                + "' has no values yet; look at its state in the tag catalogue."))
                .index());
  }
}
