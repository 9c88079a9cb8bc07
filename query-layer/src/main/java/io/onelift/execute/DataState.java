package io.onelift.execute;

import io.onelift.resolve.LogicalSchema;
import io.onelift.resolve.LogicalTable;
import io.onelift.warehouse.Warehouse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.calcite.rel.RelNode;

/**
 * The state of the data that a question reads: of events what commits told, of every other table
 * what ClickHouse says of its parts. What the caller may see, the members of audiences and the day
 * are no part of it, because they stand in the statement itself.
 */
final class DataState {
  private static final String TAG_STORE = "tag_bitmaps";

  /** For so long the moment of a question stays when nothing came in between. */
  private static final Duration MOMENT = Duration.ofMinutes(1);

  private final Warehouse warehouse;
  private final EventChanges changes;
  private final InstantSource clock;
  private final AtomicReference<Moment> moment = new AtomicReference<>(new Moment(-1, Instant.MIN));

  private record Moment(long change, Instant at) {}

  DataState(Warehouse warehouse, EventChanges changes, InstantSource clock) {
    this.warehouse = warehouse;
    this.changes = changes;
    this.clock = clock;
  }

  /** Empty when more than tables and audiences decides what the question gives. */
  Optional<String> of(RelNode tree) {
    if (!Steadiness.isSteady(tree, true)) {
      return Optional.empty();
    }
    StringBuilder state = new StringBuilder();
    EventsRead.Names events = EventsRead.by(tree);
    if (events.any()) {
      state.append("events ").append(changes.of(events.names())).append('\n');
    }
    Set<String> tables = new TreeSet<>();
    for (LogicalTable table : TablesRead.by(tree)) {
      if (!table.name().equals(LogicalSchema.EVENTS)) {
        tables.add(LogicalSchema.tagOf(table).isPresent() ? TAG_STORE : table.physical().name());
      }
    }
    if (!tables.isEmpty()) {
      state.append(StatementState.parts(warehouse, tables));
    }
    return Optional.of(state.toString());
  }

  /**
   * The moment at which sliding windows end: the same for a while as long as nothing comes in, so
   * that a repeated question is the same question.
   */
  Instant now() {
    Instant now = clock.instant();
    long change = changes.total();
    Moment kept =
        moment.updateAndGet(
            last ->
                last.change() == change && now.isBefore(last.at().plus(MOMENT))
                    ? last
                    : new Moment(change, now));
    return kept.at();
  }
}
