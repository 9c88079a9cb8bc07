package io.onelift.rewrite;

import io.onelift.resolve.Access;
import io.onelift.resolve.ListFunctions;
import io.onelift.resolve.Resolved;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.calcite.plan.RelOptListener;
import org.apache.calcite.plan.RelOptRule;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.plan.hep.HepPlanner;
import org.apache.calcite.plan.hep.HepProgram;
import org.apache.calcite.plan.hep.HepProgramBuilder;
import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.RelFactories;
import org.apache.calcite.rel.rules.CoreRules;
import org.apache.calcite.rel.rules.ProjectMergeRule;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexSubQuery;
import org.apache.calcite.sql2rel.RelFieldTrimmer;

/** Applies every rule, in an order that never lets a logical table through unmasked. */
public final class Rewriter {
  private final Access access;

  /** Moves conditions to the tables that they are about, while tables are still what people see. */
  private final HepProgram conditions;

  private final HepProgram program;

  /** Without the rules that move columns, which outer references would lose. */
  private final HepProgram programOfCorrelated;

  private final Set<String> fired = new LinkedHashSet<>();

  private Rewriter(Access access) {
    this.access = access;
    this.conditions = conditions(access);
    this.program = program(access, false);
    this.programOfCorrelated = program(access, true);
  }

  /** Applies the rules. */
  public static Rewriting rewrite(Resolved resolved, Access access) {
    Rewriter rewriter = new Rewriter(access);
    RelNode tree = rewriter.tree(resolved.tree());
    return new Rewriting(
        new Resolved(tree, resolved.columns(), resolved.values()), new ArrayList<>(rewriter.fired));
  }

  private static HepProgram conditions(Access access) {
    return new HepProgramBuilder()
        .addRuleCollection(
            List.of(
                CoreRules.FILTER_PROJECT_TRANSPOSE,
                CoreRules.FILTER_INTO_JOIN,
                CoreRules.FILTER_MERGE,
                FilterTagsByBitmap.rule(access)))
        .build();
  }

  private static HepProgram program(Access access, boolean correlated) {
    HepProgramBuilder program = new HepProgramBuilder();
    program.addRuleInstance(MaskColumns.rule(access));
    program.addRuleInstance(GuardRows.rule(access));
    if (!correlated) {
      program.addRuleInstance(mergeProjects());
      program.addRuleInstance(ExpandLogicalTables.ruleUnderProject(access));
    }
    program.addRuleInstance(ExpandLogicalTables.rule(access));
    program.addRuleInstance(BindAudiences.rule());
    if (correlated) {
      return program.build();
    }
    program.addRuleCollection(
        List.of(
            CoreRules.FILTER_PROJECT_TRANSPOSE,
            CoreRules.FILTER_INTO_JOIN,
            CoreRules.JOIN_CONDITION_PUSH,
            CoreRules.FILTER_MERGE,
            mergeProjects(),
            CoreRules.PROJECT_REMOVE,
            PushSafeFilters.rule()));
    program.addRuleInstance(CountProfilesByBitmap.rule());
    return program.build();
  }

  /** Merges projections, but never one that makes lists into one that looks at them twice. */
  private static RelOptRule mergeProjects() {
    return ProjectMergeRule.Config.DEFAULT
        .withBloat(Resolved.BLOAT)
        .withOperandSupplier(
            top ->
                top.operand(Project.class)
                    .oneInput(
                        below ->
                            below
                                .operand(Project.class)
                                .predicate(project -> !makesLists(project.getProjects()))
                                .anyInputs()))
        .toRule();
  }

  private static boolean makesLists(RelNode tree) {
    return (tree instanceof Project project && makesLists(project.getProjects()))
        || tree.getInputs().stream().anyMatch(Rewriter::makesLists);
  }

  private static boolean makesLists(List<RexNode> values) {
    return values.stream()
        .anyMatch(
            value ->
                value instanceof RexCall call
                    && (call.getOperator().equals(ListFunctions.LAMBDA)
                        || makesLists(call.getOperands())));
  }

  private RelNode tree(RelNode resolved) {
    RelNode whole = resolved.accept(new SubQueries());
    if (isCorrelated(whole)) {
      return apply(programOfCorrelated, whole);
    }
    RelNode moved = apply(conditions, whole);
    boolean inside = !subQueries(moved).isEmpty();
    RelNode rewritten = apply(program, inside ? moved : trim(moved));
    return inside ? rewritten : trim(rewritten);
  }

  private RelNode apply(HepProgram rules, RelNode tree) {
    HepPlanner planner = new HepPlanner(rules);
    planner.addListener(new Listener());
    planner.setRoot(tree);
    return planner.findBestExp();
  }

  /** Reads only the columns that are needed. */
  private static RelNode trim(RelNode tree) {
    RelFieldTrimmer trimmer =
        new RelFieldTrimmer(
            null,
            RelFactories.LOGICAL_BUILDER
                .create(tree.getCluster(), null)
                .transform(config -> config.withBloat(makesLists(tree) ? -1 : Resolved.BLOAT)));
    return trimmer.trim(tree);
  }

  /** Whether the tree, or one inside of its expressions, refers to a row of a tree around it. */
  private static boolean isCorrelated(RelNode tree) {
    return !RelOptUtil.getVariablesUsed(tree).isEmpty()
        || subQueries(tree).stream().anyMatch(query -> isCorrelated(query.rel));
  }

  private static List<RexSubQuery> subQueries(RelNode tree) {
    List<RexSubQuery> found = new ArrayList<>();
    tree.accept(
        new RelHomogeneousShuttle() {
          @Override
          public RelNode visit(RelNode node) {
            node.accept(
                new RexShuttle() {
                  @Override
                  public RexNode visitSubQuery(RexSubQuery query) {
                    found.add(query);
                    return query;
                  }
                });
            return super.visit(node);
          }
        });
    return found;
  }

  /** Rewrites the trees inside of expressions, which a planner does not look into. */
  private final class SubQueries extends RelHomogeneousShuttle {
    @Override
    public RelNode visit(RelNode node) {
      return super.visit(node)
          .accept(
              new RexShuttle() {
                @Override
                public RexNode visitSubQuery(RexSubQuery query) {
                  return query.clone(tree(query.rel));
                }
              });
    }
  }

  private final class Listener implements RelOptListener {
    @Override
    public void ruleProductionSucceeded(RuleProductionEvent event) {
      fired.add(event.getRuleCall().getRule().toString());
    }

    @Override
    public void relEquivalenceFound(RelEquivalenceEvent event) {}

    @Override
    public void ruleAttempted(RuleAttemptedEvent event) {}

    @Override
    public void relDiscarded(RelDiscardedEvent event) {}

    @Override
    public void relChosen(RelChosenEvent event) {}
  }

  @Override
  public String toString() {
    return "Rewriter for " + access.principal();
  }
}
