package io.onelift.rewrite;

import io.onelift.audience.Rule;
import io.onelift.audience.RuleJson;
import io.onelift.policy.Policy;
import io.onelift.resolve.Access;
import io.onelift.resolve.AudienceMembers;
import io.onelift.resolve.ColumnType;
import io.onelift.resolve.Functions;
import io.onelift.resolve.LogicalSchema;
import io.onelift.resolve.LogicalTable;
import io.onelift.resolve.Predicates;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.plan.RelOptRule;
import org.apache.calcite.plan.RelOptRuleCall;
import org.apache.calcite.plan.RelRule;
import org.apache.calcite.rel.RelCollations;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rel.logical.LogicalSort;
import org.apache.calcite.rel.logical.LogicalTableScan;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.tools.RelBuilder;

/**
 * Takes out the rows that a role may not see, before anything else looks at them. The limit that
 * limits nothing is a wall: neither Calcite nor ClickHouse moves a condition through a limit, so no
 * condition of the statement is ever computed on a row that may not be seen, and no error and no
 * running time tells of it.
 *
 * <pre>
 * Scan(events)    becomes    Sort(fetch = 9223372036854775807)
 *                              Filter(channel = 'app' AND inBitmap(profile_id, 'rule:…'))
 *                                Scan(events, guarded)
 * </pre>
 */
final class GuardRows extends RelRule<RelRule.Config> {
  private static final BigDecimal ALL = BigDecimal.valueOf(Long.MAX_VALUE);

  private final Access access;

  private GuardRows(Config config, Access access) {
    super(config);
    this.access = access;
  }

  static RelOptRule rule(Access access) {
    return RuleConfig.of(
            "GuardRows",
            b -> b.operand(LogicalTableScan.class).noInputs(),
            config -> new GuardRows(config, access))
        .toRule();
  }

  /** Whether some rows of a table may not be seen by somebody. */
  static boolean concerns(LogicalTable table, Access access) {
    return access.policy().guards(LogicalSchema.governed(table), table.profile().isPresent());
  }

  /** The name of the bitmap of the profiles that a rule holds for. */
  static String bitmap(Rule rule) {
    return AudienceMembers.RULE + RuleJson.print(rule);
  }

  /** Whether a node is the wall. */
  static boolean isWall(RelNode node) {
    return node instanceof Sort sort
        && sort.getCollation().getFieldCollations().isEmpty()
        && sort.fetch instanceof RexLiteral rows
        && ALL.compareTo(rows.getValueAs(BigDecimal.class)) == 0;
  }

  @Override
  public void onMatch(RelOptRuleCall call) {
    LogicalTableScan scan = call.rel(0);
    LogicalTable table = scan.getTable().unwrap(LogicalTable.class);
    if (table == null || table.isGuarded() || !concerns(table, access)) {
      return;
    }
    RelBuilder builder = call.builder();
    List<String> name = new ArrayList<>(scan.getTable().getQualifiedName());
    name.addFirst("guarded");
    builder.push(Scans.of(scan, name, table.guarded()));
    builder.filter(tests(builder, table));
    call.transformTo(wall(builder.build()));
  }

  static RelNode wall(RelNode rows) {
    return LogicalSort.create(
        rows, RelCollations.EMPTY, null, rows.getCluster().getRexBuilder().makeExactLiteral(ALL));
  }

  private List<RexNode> tests(RelBuilder builder, LogicalTable table) {
    Policy policy = access.policy();
    List<RexNode> tests = new ArrayList<>();
    Predicates predicates = new Predicates(builder, policy.zone());
    for (Policy.Test test : policy.of(LogicalSchema.governed(table)).rows()) {
      // A column that nobody has sent yet, or no longer has this name, passes nobody.
      boolean known =
          table.columns().stream().anyMatch(column -> column.name().equals(test.column()));
      tests.add(
          known
              ? predicates.test(builder.field(test.column()), test.predicate(), "/policies")
              : builder.literal(false));
    }
    if (policy.profiles().isPresent() && table.profile().isPresent()) {
      tests.add(
          builder.call(
              Functions.IN_BITMAP,
              builder.field(table.profile().get().name()),
              builder
                  .getRexBuilder()
                  .makeLiteral(
                      bitmap(policy.profiles().get()),
                      ColumnType.TEXT.in(builder.getTypeFactory(), false),
                      false)));
    }
    return tests;
  }
}
