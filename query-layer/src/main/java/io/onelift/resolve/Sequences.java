package io.onelift.resolve;

import io.onelift.audience.Rule.DidSequence;
import io.onelift.audience.Rule.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.tools.RelBuilder;

/**
 * Pushes the profiles that did the steps of a sequence, each later than the one before.
 *
 * <p>ClickHouse's {@code windowFunnel} takes events of the same millisecond in whatever order they
 * stand. So that the answer never depends on it, steps are numbered apart: with n steps, step i at
 * millisecond t is at {@code t * n + (n - 1 - i)}. Later steps of one millisecond then come first,
 * which makes "later" strict, and one event is never two steps.
 */
final class Sequences {
  /** How many of the steps, one after the other. */
  static final String REACHED = "reached";

  private static final String AT = "at";
  private static final String STEP = "step";

  private final Scope scope;
  private final RelBuilder builder;
  private final Measures measures;

  Sequences(Scope scope) {
    this.scope = scope;
    this.builder = scope.builder;
    this.measures = new Measures(scope);
  }

  void push(DidSequence sequence, Optional<String> within) {
    reached(sequence, within);
    builder.filter(
        builder.equals(builder.field(REACHED), builder.literal(sequence.steps().size())));
  }

  /** Pushes how many steps everybody reached who did any of them. */
  void reached(DidSequence sequence, Optional<String> within) {
    int count = sequence.steps().size();
    for (int i = 0; i < count; i++) {
      step(sequence, i, within);
    }
    if (count > 1) {
      builder.union(true, count);
    }
    List<RexNode> operands = new ArrayList<>();
    operands.add(builder.field(AT));
    for (int i = 0; i < count; i++) {
      operands.add(builder.equals(builder.field(STEP), builder.literal(i)));
    }
    builder.aggregate(
        builder.groupKey(builder.field(LogicalSchema.PROFILE)),
        builder
            .aggregateCall(Functions.funnel(sequence.within().toMillis() * count), operands)
            .as(REACHED));
  }

  private void step(DidSequence sequence, int index, Optional<String> within) {
    Step step = sequence.steps().get(index);
    int count = sequence.steps().size();
    builder.scan(LogicalSchema.EVENTS);
    // Only the first step has to be inside the window; the others may follow its end.
    Duration longer = index == 0 ? Duration.ZERO : sequence.within();
    builder.filter(
        scope.isEvent(step.event()),
        scope.allOf(step.where(), "/sequence/" + index),
        measures.between(sequence.window(), longer, false),
        measures.isWithin(within));
    RexNode at =
        builder.call(
            SqlStdOperatorTable.PLUS,
            builder.call(
                SqlStdOperatorTable.MULTIPLY,
                builder.call(Functions.EPOCH_MILLIS, builder.field(LogicalSchema.TIME)),
                builder.literal(count)),
            builder.literal(count - 1 - index));
    builder.project(
        List.of(
            builder.field(LogicalSchema.PROFILE),
            builder.call(Functions.UNSIGNED, at),
            builder.literal(index)),
        List.of(LogicalSchema.PROFILE, AT, STEP),
        true);
  }
}
