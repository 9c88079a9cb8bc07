package io.onelift.decision;

import io.onelift.event.Commit;
import io.onelift.event.Event;
import io.onelift.event.Field;
import io.onelift.event.TrackingPlan;
import io.onelift.event.TypedValue;
import io.onelift.event.ValueType;
import io.onelift.warehouse.Warehouse;
import io.onelift.warehouse.WarehouseException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the offer that an event belongs to: the one its {@code placement} and {@code offer} name;
 * what it does not name comes from the decision in its {@code decision_id}, which stands for its
 * placement and its first offer. An event that leads to no offer is credited to none. The same rule
 * in SQL for what is stored and in memory for what is being committed. Safe for use by many
 * threads.
 */
public final class Credits {
  private static final Logger LOG = LoggerFactory.getLogger(Credits.class);
  private static final int RETRY_SECONDS = 2;

  private final Warehouse warehouse;
  private final TrackingPlan plan;
  private final DecisionLog log;

  /** Where lookups in the table run, so that no commit waits for one. */
  private final Executor lookups = task -> Thread.ofVirtual().name("credit").start(task);

  public Credits(Warehouse warehouse, TrackingPlan plan, DecisionLog log) {
    this.warehouse = warehouse;
    this.plan = plan;
    this.log = log;
  }

  /**
   * Events of one kind of a day that belong to one offer.
   *
   * @param value the sum of their {@code value}
   */
  public record Credited(String event, Credit credit, LocalDate day, long count, double value) {}

  /** Adds up all stored events of these names. */
  public List<Credited> stored(Set<String> events) {
    return warehouse.query(
        """
        WITH named AS (
          SELECT event, toDate(time) AS day, %s AS placement, %s AS offer, %s AS decision, %s AS value
          FROM events WHERE event IN {events:Array(String)}
        ), decided AS (
          SELECT decision_id, any(placement) AS placement, any(offers[1]) AS offer
          FROM decisions
          WHERE notEmpty(offers) AND decision_id IN (
            SELECT decision FROM named WHERE decision != '' AND (placement = '' OR offer = ''))
          GROUP BY decision_id
        )
        SELECT
          named.event AS event,
          if(named.placement = '', decided.placement, named.placement) AS credited_placement,
          if(named.offer = '', decided.offer, named.offer) AS credited_offer,
          toString(named.day) AS credited_day,
          count() AS number,
          sum(named.value) AS amount
        FROM named LEFT JOIN decided ON named.decision = decided.decision_id
        WHERE credited_placement != '' AND credited_offer != ''
        GROUP BY event, credited_placement, credited_offer, credited_day
        """
            .formatted(text("placement"), text("offer"), text("decision_id"), number("value")),
        Map.of("events", List.copyOf(events)),
        row ->
            new Credited(
                row.text("event"),
                new Credit(row.text("credited_placement"), row.text("credited_offer")),
                LocalDate.parse(row.text("credited_day")),
                row.integer("number"),
                row.number("amount")));
  }

  private String text(String property) {
    return column(property).map(c -> "ifNull(toString(" + c + "), '')").orElse("''");
  }

  private String number(String property) {
    return column(property)
        .map(c -> "ifNull(toFloat64OrNull(toString(" + c + ")), 0)")
        .orElse("toFloat64(0)");
  }

  private Optional<String> column(String property) {
    return plan.property(property).map(Field::column).map(Warehouse::identifier);
  }

  /**
   * Hands over every event of these names in a commit with its offer: at once where memory knows
   * it, else as soon as the table has told.
   */
  public void committed(Commit commit, Set<String> events, Consumer<Credited> each) {
    List<Open> open = new ArrayList<>();
    for (Commit.Stored stored : commit.events()) {
      Event event = stored.event();
      if (!events.contains(event.name())) {
        continue;
      }
      String decision = said(event, "decision_id");
      Open named = new Open(event, said(event, "placement"), said(event, "offer"), decision);
      Optional<Credit> credit =
          named.isWhole()
              ? Optional.of(named.with(new Credit("", "")))
              : log.remembered(decision).map(named::with);
      if (credit.isPresent()) {
        each.accept(credited(event, credit.get()));
      } else if (!decision.isEmpty()) {
        open.add(named);
      }
    }
    if (!open.isEmpty()) {
      lookups.execute(() -> lookUp(open, each));
    }
  }

  /** An event with what it names itself. */
  private record Open(Event event, String placement, String offer, String decision) {
    boolean isWhole() {
      return !placement.isEmpty() && !offer.isEmpty();
    }

    Credit with(Credit decided) {
      return new Credit(
          placement.isEmpty() ? decided.placement() : placement,
          offer.isEmpty() ? decided.offer() : offer);
    }
  }

  private void lookUp(List<Open> open, Consumer<Credited> each) {
    Map<String, Credit> decided;
    try {
      decided = log.logged(open.stream().map(Open::decision).collect(Collectors.toSet()));
    } catch (WarehouseException e) {
      LOG.warn("{} events wait for their decision: {}", open.size(), e.getMessage());
      CompletableFuture.delayedExecutor(RETRY_SECONDS, TimeUnit.SECONDS, lookups)
          .execute(() -> lookUp(open, each));
      return;
    }
    for (Open event : open) {
      Credit credit = decided.get(event.decision());
      if (credit == null) {
        LOG.debug("No decision '{}' was ever taken", event.decision());
      } else {
        each.accept(credited(event.event(), event.with(credit)));
      }
    }
  }

  private Credited credited(Event event, Credit credit) {
    double value =
        Optional.ofNullable(event.properties().get("value"))
            .flatMap(v -> TypedValue.as(ValueType.NUMBER, v, warehouse.zone()))
            .map(v -> (double) v)
            .orElse(0.0);
    LocalDate day = event.time().atZone(warehouse.zone()).toLocalDate();
    return new Credited(event.name(), credit, day, 1, value);
  }

  private String said(Event event, String property) {
    return Optional.ofNullable(event.properties().get(property))
        .flatMap(v -> TypedValue.as(ValueType.TEXT, v, warehouse.zone()))
        .map(Object::toString)
        .orElse("");
  }
}
