package io.onelift.decision;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.onelift.decision.Decision.RankedOffer;
import io.onelift.event.Identifier;
import io.onelift.event.ProfileId;
import io.onelift.experiment.Assignment;
import io.onelift.warehouse.BatchWriter;
import io.onelift.warehouse.Warehouse;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Every decision, in the table {@code decisions}: written behind the answer, durable within about a
 * tenth of a second, lossless when closed in order. Remembers the latest decisions, so that what
 * comes back with a decision's id is credited at once. Safe for use by many threads.
 */
public final class DecisionLog implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DecisionLog.class);
  private static final List<String> COLUMNS =
      List.of(
          "decision_id",
          "time",
          "placement",
          "profile_no",
          "offers",
          "scores",
          "propensities",
          "policy_version",
          "assignments",
          "fallback",
          "reason",
          "identifiers");
  private static final int CAPACITY = 200_000;
  private static final int REMEMBERED = 200_000;

  /** How long an answer waits for room in a full log before it goes out unlogged. */
  private static final Duration PATIENCE = Duration.ofMillis(20);

  private final Warehouse warehouse;
  private final BatchWriter writer;
  private final AtomicLong unlogged = new AtomicLong();
  private final Cache<String, Credit> recent =
      Caffeine.newBuilder().maximumSize(REMEMBERED).build();

  public DecisionLog(Warehouse warehouse) {
    this.warehouse = warehouse;
    this.writer = new BatchWriter(warehouse, "decisions", COLUMNS, CAPACITY);
  }

  /** Takes a decision; counts and reports it when the log is full. */
  void append(Decision decision, List<Identifier> identifiers) {
    if (!decision.offers().isEmpty()) {
      recent.put(
          decision.id(),
          new Credit(decision.placement(), decision.offers().getFirst().offer().key()));
    }
    if (!writer.add(row(decision, identifiers), PATIENCE)) {
      long count = unlogged.incrementAndGet();
      if (Long.bitCount(count) == 1) {
        LOG.error("{} decisions so far are not logged: the log is full or closed", count);
      }
    }
  }

  private static List<Object> row(Decision decision, List<Identifier> identifiers) {
    List<RankedOffer> offers = decision.offers();
    return List.of(
        decision.id(),
        decision.at(),
        decision.placement(),
        decision.profile().map(p -> p.unsigned()).orElse(0L),
        offers.stream().map(o -> o.offer().key()).toList(),
        offers.stream().map(RankedOffer::score).toList(),
        offers.stream().map(RankedOffer::propensity).toList(),
        decision.policyVersion(),
        decision.assignments().stream()
            .collect(Collectors.toMap(Assignment::experiment, Assignment::variant)),
        decision.fallback(),
        decision.reason(),
        identifiers.stream()
            .collect(
                Collectors.toMap(Identifier::type, Identifier::value, (first, next) -> first)));
  }

  /**
   * What a decision's id stands for: its placement and its first offer. From memory; empty for
   * decisions that are not among the latest.
   */
  public Optional<Credit> remembered(String decision) {
    return Optional.ofNullable(recent.getIfPresent(decision));
  }

  /** The same for many decisions, from the table. Ids that nobody gave are left out. */
  public Map<String, Credit> logged(Collection<String> decisions) {
    Map<String, Credit> credits = new HashMap<>();
    warehouse.forEach(
        "SELECT decision_id, any(placement) AS placement, any(offers[1]) AS offer FROM decisions"
            + " WHERE decision_id IN {ids:Array(String)} AND notEmpty(offers) GROUP BY decision_id",
        Map.of("ids", List.copyOf(decisions)),
        row ->
            credits.put(
                row.text("decision_id"), new Credit(row.text("placement"), row.text("offer"))));
    return credits;
  }

  /**
   * Leaves of a person's decisions nothing but the number: they stay in the counts, and say no more
   * whose they were.
   */
  public void erase(List<ProfileId> numbers, List<Identifier> identifiers) {
    flush(Duration.ofSeconds(2));
    warehouse.execute(
        "ALTER TABLE decisions UPDATE identifiers = map() WHERE notEmpty(identifiers) AND"
            + " (profile_no IN {numbers:Array(UInt32)} OR hasAny(arrayMap((t, v) -> concat(t,"
            + " '\\0', v), mapKeys(identifiers), mapValues(identifiers)), {named:Array(String)}))"
            + " SETTINGS mutations_sync = 1",
        Map.of(
            "numbers",
            numbers.stream().map(ProfileId::unsigned).toList(),
            "named",
            identifiers.stream().map(i -> i.type() + '\0' + i.value()).toList()));
  }

  /** How many decisions were answered but are not in the table and never will be. */
  public long lost() {
    return unlogged.get() + writer.lost();
  }

  /** Waits until all decisions so far are in the table; false when that did not happen in time. */
  public boolean flush(Duration patience) {
    return writer.flush(patience);
  }

  @Override
  public void close() {
    writer.close();
  }
}
