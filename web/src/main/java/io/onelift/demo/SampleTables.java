package io.onelift.demo;

import io.onelift.audience.Rule.InAudience;
import io.onelift.strategy.DecisionTable;
import io.onelift.strategy.DecisionTable.Outcome;
import io.onelift.strategy.DecisionTable.Row;
import io.onelift.strategy.DecisionTables;
import java.util.List;
import java.util.Optional;

/** The sample bank's decision table, made once; it names the sample audiences and offers. */
public final class SampleTables {
  private static final DecisionTable CARE =
      new DecisionTable(
          "customer_care",
          "客户关怀 · Customer care",
          List.of(
              row("shanghai_fund_prospects", "基金潜客 · Fund prospects", "fund_index", "wechat"),
              row("sleeping_wealthy", "待唤醒 · To be woken", "wealth_monthly", "call"),
              row("fund_searchers", "有意向 · Interested", "fund_index", "push")),
          Optional.of(new Outcome(Optional.empty(), Optional.empty(), Optional.of("app"))),
          0);

  private SampleTables() {}

  /** Makes what is missing; the audiences have to be there. */
  public static void define(DecisionTables tables) {
    if (tables.list().stream().noneMatch(table -> table.key().equals(CARE.key()))) {
      tables.create(CARE, "sample bank");
    }
  }

  private static Row row(String audience, String called, String benefit, String touchpoint) {
    return new Row(
        new InAudience(audience),
        new Outcome(Optional.of(called), Optional.of(benefit), Optional.of(touchpoint)));
  }
}
