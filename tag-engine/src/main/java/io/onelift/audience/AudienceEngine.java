package io.onelift.audience;

import com.dynatrace.hash4j.hashing.Hasher64;
import com.dynatrace.hash4j.hashing.Hashing;
import io.onelift.audience.Estimate.NodeSize;
import io.onelift.bitmap.SetAlgebra;
import io.onelift.bitmap.TagBitmaps;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.roaringbitmap.RoaringBitmap;

/**
 * Answers rules: on bitmaps where every leaf is a tag, in the warehouse where a leaf needs it, and
 * where both are there on bitmaps first, so that the warehouse looks only at who is left. Safe for
 * use by many threads.
 *
 * <p>All methods throw {@link io.onelift.event.NotFound} for a tag or audience that does not exist
 * and {@link io.onelift.event.Conflict} for a tag that has no values yet or a circle of audiences.
 */
public final class AudienceEngine {
  private final TagBitmaps bitmaps;
  private final Supplier<RoaringBitmap> everybody;
  private final WarehouseLeaves leaves;
  private final Function<String, Optional<Rule>> audiences;
  private final SnapshotMembers snapshots;
  private final ZoneId zone;
  private final Clock clock;

  /**
   * Wires the engine.
   *
   * @param everybody all profiles, merged ones left out
   * @param audiences the rule of a saved audience
   * @param snapshots who was in an audience at a moment
   * @param zone in which days begin
   */
  public AudienceEngine(
      TagBitmaps bitmaps,
      Supplier<RoaringBitmap> everybody,
      WarehouseLeaves leaves,
      Function<String, Optional<Rule>> audiences,
      SnapshotMembers snapshots,
      ZoneId zone,
      Clock clock) {
    this.bitmaps = bitmaps;
    this.everybody = everybody;
    this.leaves = leaves;
    this.audiences = audiences;
    this.snapshots = snapshots;
    this.zone = zone;
    this.clock = clock;
  }

  /** The size of an audience. */
  public Estimate estimate(Rule rule) {
    long start = System.nanoTime();
    Evaluation evaluation = evaluation();
    long size = evaluation.parts(rule).parallelStream().mapToLong(part -> part.size(rule)).sum();
    return estimate(rule, size, evaluation, start, List.of());
  }

  /** The size of an audience and of every node of its rule. */
  public Estimate estimateInDetail(Rule rule) {
    long start = System.nanoTime();
    Evaluation evaluation = evaluation();
    Map<String, Long> sizes = new TreeMap<>();
    evaluation.parts(rule).parallelStream()
        .map(part -> sizes(part, rule))
        .toList()
        .forEach(
            nodes -> nodes.forEach(node -> sizes.merge(node.pointer(), node.size(), Long::sum)));
    List<NodeSize> nodes =
        sizes.entrySet().stream()
            .map(size -> new NodeSize(size.getKey(), size.getValue()))
            .toList();
    return estimate(rule, sizes.get(""), evaluation, start, nodes);
  }

  private static List<NodeSize> sizes(Evaluation evaluation, Rule rule) {
    List<NodeSize> nodes = new ArrayList<>();
    var _ = evaluation.sizes(rule, "", nodes);
    return nodes;
  }

  private Estimate estimate(
      Rule rule, long size, Evaluation evaluation, long start, List<NodeSize> nodes) {
    Resolved resolved = evaluation.resolve(rule);
    Instant asOf =
        resolved.tags().stream()
            .map(tag -> bitmaps.asOf(tag, evaluation.now()))
            .min(Comparator.naturalOrder())
            .orElse(evaluation.now());
    return new Estimate(
        size,
        evaluation.everybody().getLongCardinality(),
        Duration.ofNanos(System.nanoTime() - start),
        resolved.engine(),
        asOf,
        nodes);
  }

  /** The rule's tags that have no values yet; until they have, every other method refuses it. */
  public Set<String> waitsFor(Rule rule) {
    Set<String> missing = new LinkedHashSet<>(evaluation().resolve(rule).tags());
    missing.removeIf(tag -> bitmaps.find(tag).isPresent());
    return missing;
  }

  /** Who is in an audience; the caller's own bitmap. */
  public RoaringBitmap members(Rule rule) {
    List<RoaringBitmap> parts =
        evaluation().parts(rule).parallelStream().map(part -> part.members(rule)).toList();
    return SetAlgebra.union(parts);
  }

  /** Which of some profiles are in an audience; the caller's own bitmap. */
  public RoaringBitmap members(Rule rule, RoaringBitmap within) {
    return evaluation().membersOf(rule, within);
  }

  /** Whether one profile is in an audience. */
  public boolean contains(Rule rule, int profile) {
    return evaluation().membersOf(rule, RoaringBitmap.bitmapOf(profile)).contains(profile);
  }

  /** The tags that a rule looks at, audiences in it followed. */
  public Set<String> tagsOf(Rule rule) {
    return evaluation().resolve(rule).tags();
  }

  /**
   * Some of the members, drawn by a hash of seed and profile number: the same seed draws the same
   * people, and most of them again when the audience has grown. A merge keeps the smaller number,
   * so who was drawn stays drawn when newer profiles turn out to be the same person.
   */
  public static RoaringBitmap sample(RoaringBitmap members, int size, long seed) {
    record Ticket(long hash, int profile) {}
    Hasher64 hasher = Hashing.komihash5_0(seed);
    PriorityQueue<Ticket> drawn =
        new PriorityQueue<>(Comparator.comparingLong(Ticket::hash).reversed());
    members.forEach(
        (org.roaringbitmap.IntConsumer)
            profile -> {
              long hash = hasher.hashIntToLong(profile);
              if (drawn.size() < size) {
                drawn.add(new Ticket(hash, profile));
              } else if (size > 0 && hash < drawn.element().hash) {
                drawn.remove();
                drawn.add(new Ticket(hash, profile));
              }
            });
    RoaringBitmap sample = new RoaringBitmap();
    drawn.forEach(ticket -> sample.add(ticket.profile));
    return sample;
  }

  private Evaluation evaluation() {
    return new Evaluation(
        bitmaps, everybody.get(), leaves, audiences, snapshots, zone, clock.instant());
  }
}
