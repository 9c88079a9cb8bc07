package io.onelift.rewrite;

import io.onelift.bitmap.TagTables;
import io.onelift.resolve.Access;
import io.onelift.resolve.ColumnType;
import io.onelift.resolve.Functions;
import io.onelift.resolve.LogicalTable;
import io.onelift.resolve.LogicalTable.Column;
import io.onelift.resolve.PhysicalTable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import org.apache.calcite.plan.RelOptRule;
import org.apache.calcite.plan.RelOptRuleCall;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.plan.RelRule;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rel.logical.LogicalTableScan;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.tools.RelBuilder;
import org.apache.calcite.util.ImmutableBitSet;

/**
 * Reads a logical table from the warehouse's own: learned columns under their physical names,
 * profiles with all merges applied, tags from their own tables, the members of an audience only,
 * nothing where no data came yet.
 *
 * <pre>
 * Scan(events)       becomes    Project(event, profile_id = currentProfile(profile_no), amount = p_amount, …)
 *                                 Scan(physical events)
 * Scan(audience_x)   becomes    Project(profile_id, …, tag_y = value)
 *                                 Join(left, profile_no = profile_no)
 *                                   Filter(IN_AUDIENCE(profile_no, 'x'))
 *                                     Scan(physical profiles)
 *                                   Scan(physical table of the tag y)
 * </pre>
 *
 * Under a Project only those tags are joined that it takes.
 */
final class ExpandLogicalTables extends RelRule<RelRule.Config> {
  private static final String PROFILE = "profile_no";

  private final Access access;
  private final boolean projected;

  private ExpandLogicalTables(Config config, Access access, boolean projected) {
    super(config);
    this.access = access;
    this.projected = projected;
  }

  static RelOptRule rule(Access access) {
    return RuleConfig.of(
            "ExpandLogicalTables",
            b -> b.operand(LogicalTableScan.class).noInputs(),
            config -> new ExpandLogicalTables(config, access, false))
        .toRule();
  }

  /** The same, where it is seen which columns are taken. */
  static RelOptRule ruleUnderProject(Access access) {
    return RuleConfig.of(
            "ExpandLogicalTables",
            b ->
                b.operand(LogicalProject.class)
                    .oneInput(i -> i.operand(LogicalTableScan.class).noInputs()),
            config -> new ExpandLogicalTables(config, access, true))
        .toRule();
  }

  @Override
  public void onMatch(RelOptRuleCall call) {
    LogicalTableScan scan = call.rel(projected ? 1 : 0);
    LogicalTable table = scan.getTable().unwrap(LogicalTable.class);
    if (table == null) {
      return;
    }
    check(table);
    if (!projected) {
      call.transformTo(expand(call.builder(), scan, table, _ -> true));
      return;
    }
    LogicalProject project = call.rel(0);
    ImmutableBitSet taken = RelOptUtil.InputFinder.bits(project.getProjects(), null);
    RelNode input = expand(call.builder(), scan, table, taken::get);
    call.transformTo(project.copy(project.getTraitSet(), List.of(input)));
  }

  /** No way around what hides columns and rows. */
  private void check(LogicalTable table) {
    if (!table.isMasked() && MaskColumns.concerns(table, access)) {
      throw new IllegalStateException("The columns of " + table.name() + " are not masked");
    }
    if (!table.isGuarded() && GuardRows.concerns(table, access)) {
      throw new IllegalStateException("The rows of " + table.name() + " are not guarded");
    }
  }

  private static RelNode expand(
      RelBuilder builder, LogicalTableScan scan, LogicalTable table, IntPredicate taken) {
    PhysicalTable physical = table.physical();
    builder.push(Scans.of(scan, List.of("warehouse", physical.name()), physical));
    table
        .audience()
        .ifPresent(
            key ->
                builder.filter(
                    builder.call(
                        Functions.IN_AUDIENCE,
                        builder.field(PROFILE),
                        builder
                            .getRexBuilder()
                            .makeLiteral(
                                key, ColumnType.TEXT.in(builder.getTypeFactory(), false), false))));
    List<RexNode> columns = new ArrayList<>();
    List<String> names = new ArrayList<>();
    List<Integer> places = new ArrayList<>();
    for (int i = 0; i < table.columns().size(); i++) {
      Column column = table.columns().get(i);
      places.add(column.isTag() && taken.test(i) ? join(builder, scan, column) : -1);
    }
    for (int i = 0; i < table.columns().size(); i++) {
      Column column = table.columns().get(i);
      columns.add(
          places.get(i) >= 0 ? builder.field(places.get(i)) : value(builder, column, physical));
      names.add(column.name());
    }
    return builder.project(columns, names, true).build();
  }

  /** Puts a tag's value beside the profiles; gives its place. */
  private static int join(RelBuilder builder, LogicalTableScan scan, Column column) {
    int width = builder.peek().getRowType().getFieldCount();
    PhysicalTable values = PhysicalTable.ofTag(TagTables.name(column.tag()), column.type());
    builder.push(Scans.of(scan, List.of("warehouse", values.name()), values));
    builder.join(
        JoinRelType.LEFT,
        builder.equals(builder.field(2, 0, PROFILE), builder.field(2, 1, PROFILE)));
    return width + 1;
  }

  private static RexNode value(RelBuilder builder, Column column, PhysicalTable table) {
    if (column.physical().isEmpty()) {
      RelDataType type = column.type().in(builder.getTypeFactory(), true);
      return builder.getRexBuilder().makeNullLiteral(type);
    }
    RexNode field = builder.field(column.physical());
    return column.type() == ColumnType.PROFILE && table.keepsOldProfiles()
        ? builder.call(Functions.CURRENT_PROFILE, field)
        : field;
  }
}
