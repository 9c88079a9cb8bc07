package io.onelift.rewrite;

import io.onelift.audience.Rule;
import io.onelift.resolve.Access;
import io.onelift.resolve.ColumnType;
import io.onelift.resolve.Functions;
import io.onelift.resolve.LogicalSchema;
import io.onelift.resolve.LogicalTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.calcite.plan.RelOptRule;
import org.apache.calcite.plan.RelOptRuleCall;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.plan.RelRule;
import org.apache.calcite.rel.logical.LogicalFilter;
import org.apache.calcite.rel.logical.LogicalTableScan;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.tools.RelBuilder;

/**
 * Asks the tag engine for the profiles whose tags pass a test, which it holds as bitmaps, instead
 * of reading the tag's value of everybody.
 *
 * <pre>
 * Filter(tag_level = 'gold' AND city = '上海')    becomes    Filter(inBitmap(profile_id, 'rule:…') AND city = '上海')
 *   Scan(customers)                                          Scan(customers)
 * </pre>
 */
final class FilterTagsByBitmap extends RelRule<RelRule.Config> {
  private final Access access;

  private FilterTagsByBitmap(Config config, Access access) {
    super(config);
    this.access = access;
  }

  static RelOptRule rule(Access access) {
    return RuleConfig.of(
            "FilterTagsByBitmap",
            b ->
                b.operand(LogicalFilter.class)
                    .oneInput(i -> i.operand(LogicalTableScan.class).noInputs()),
            config -> new FilterTagsByBitmap(config, access))
        .toRule();
  }

  @Override
  public void onMatch(RelOptRuleCall call) {
    LogicalFilter filter = call.rel(0);
    LogicalTableScan scan = call.rel(1);
    LogicalTable table = scan.getTable().unwrap(LogicalTable.class);
    if (table == null || table.profile().isEmpty()) {
      return;
    }
    TagTests tests = new TagTests(index -> tag(table, index));
    RexBuilder rex = filter.getCluster().getRexBuilder();
    List<RexNode> kept = new ArrayList<>();
    List<Rule> rules = new ArrayList<>();
    for (RexNode part :
        RelOptUtil.conjunctions(RexUtil.expandSearch(rex, null, filter.getCondition()))) {
      tests.rule(part).ifPresentOrElse(rules::add, () -> kept.add(part));
    }
    if (rules.isEmpty()) {
      return;
    }
    Rule rule = rules.size() == 1 ? rules.getFirst() : new Rule.And(rules);
    RelBuilder builder = call.builder().push(scan);
    kept.add(
        builder.call(
            Functions.IN_BITMAP,
            builder.field(table.profile().orElseThrow().name()),
            rex.makeLiteral(
                GuardRows.bitmap(rule),
                ColumnType.TEXT.in(builder.getTypeFactory(), false),
                false)));
    call.transformTo(builder.filter(kept).build());
  }

  /** The tag that a column shows, when the caller may see it. */
  private Optional<TagTests.Column> tag(LogicalTable table, int index) {
    LogicalTable.Column column = table.columns().get(index);
    if (MaskColumns.isMasked(table, column, access)) {
      return Optional.empty();
    }
    Optional<String> key =
        column.isTag()
            ? Optional.of(column.tag())
            : column.type() == ColumnType.PROFILE ? Optional.empty() : LogicalSchema.tagOf(table);
    return key.map(tag -> new TagTests.Column(tag, column.type()));
  }
}
