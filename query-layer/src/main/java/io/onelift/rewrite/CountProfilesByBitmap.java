package io.onelift.rewrite;

import io.onelift.resolve.Functions;
import io.onelift.resolve.PhysicalTable;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.plan.RelOptRule;
import org.apache.calcite.plan.RelOptRuleCall;
import org.apache.calcite.plan.RelRule;
import org.apache.calcite.rel.core.AggregateCall;
import org.apache.calcite.rel.logical.LogicalAggregate;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rel.metadata.RelColumnOrigin;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.tools.RelBuilder;

/**
 * Counts different profiles in a bitmap, because their numbers are dense: exact as {@code
 * COUNT(DISTINCT …)} and a fraction of its memory.
 *
 * <p>The numbers are those of events, customers, audiences and tags.
 *
 * <pre>
 * COUNT(DISTINCT currentProfile(profile_no))    becomes    COALESCE(groupBitmap(currentProfile(profile_no)), 0)
 * </pre>
 */
final class CountProfilesByBitmap extends RelRule<RelRule.Config> {
  private CountProfilesByBitmap(Config config) {
    super(config);
  }

  static RelOptRule rule() {
    return RuleConfig.of(
            "CountProfilesByBitmap",
            b ->
                b.operand(LogicalAggregate.class)
                    .oneInput(i -> i.operand(LogicalProject.class).anyInputs()),
            CountProfilesByBitmap::new)
        .toRule();
  }

  @Override
  public void onMatch(RelOptRuleCall call) {
    LogicalAggregate aggregate = call.rel(0);
    LogicalProject input = call.rel(1);
    if (aggregate.getAggCallList().stream().noneMatch(c -> countsProfiles(c, input))) {
      return;
    }
    List<AggregateCall> calls = new ArrayList<>();
    for (AggregateCall counted : aggregate.getAggCallList()) {
      calls.add(countsProfiles(counted, input) ? inBitmap(counted, aggregate) : counted);
    }
    RelBuilder builder = call.builder();
    builder.push(
        aggregate.copy(
            aggregate.getTraitSet(),
            input,
            aggregate.getGroupSet(),
            aggregate.getGroupSets(),
            calls));
    List<RexNode> fields = new ArrayList<>();
    int groups = aggregate.getGroupCount();
    for (int i = 0; i < groups + calls.size(); i++) {
      boolean changed =
          i >= groups && !calls.get(i - groups).equals(aggregate.getAggCallList().get(i - groups));
      fields.add(changed ? orZero(builder, i, aggregate) : builder.field(i));
    }
    call.transformTo(builder.project(fields, aggregate.getRowType().getFieldNames(), true).build());
  }

  /** Nothing is counted where no row is: an aggregate of ClickHouse over nothing is null here. */
  private static RexNode orZero(RelBuilder builder, int index, LogicalAggregate aggregate) {
    RexBuilder rex = builder.getRexBuilder();
    RelDataType type = aggregate.getRowType().getFieldList().get(index).getType();
    RexNode value = builder.field(index);
    return rex.makeCall(
        type,
        SqlStdOperatorTable.COALESCE,
        List.of(value, rex.makeExactLiteral(BigDecimal.ZERO, type)));
  }

  private static boolean countsProfiles(AggregateCall call, LogicalProject input) {
    return call.getAggregation().getKind() == SqlKind.COUNT
        && call.isDistinct()
        && call.getArgList().size() == 1
        && isProfile(input, call.getArgList().getFirst());
  }

  /** Whether a column is a profile's number: after merges, or as a table of profiles has it. */
  private static boolean isProfile(LogicalProject input, int column) {
    if (input.getProjects().get(column) instanceof RexCall value) {
      return value.getOperator().equals(Functions.CURRENT_PROFILE);
    }
    RelColumnOrigin origin = input.getCluster().getMetadataQuery().getColumnOrigin(input, column);
    if (origin == null || origin.isDerived()) {
      return false;
    }
    PhysicalTable table = origin.getOriginTable().unwrap(PhysicalTable.class);
    return table != null && table.isProfile(origin.getOriginColumnOrdinal());
  }

  private static AggregateCall inBitmap(AggregateCall call, LogicalAggregate aggregate) {
    RelDataType type =
        aggregate.getCluster().getTypeFactory().createTypeWithNullability(call.getType(), true);
    return AggregateCall.create(
        call.getParserPosition(),
        Functions.BITMAP_SIZE,
        false,
        false,
        false,
        List.of(),
        call.getArgList(),
        call.filterArg,
        call.distinctKeys,
        call.getCollation(),
        type,
        call.getName());
  }
}
