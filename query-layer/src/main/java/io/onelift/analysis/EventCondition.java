package io.onelift.analysis;

import io.onelift.ir.Expression;
import io.onelift.semantic.SemanticModel;
import io.onelift.tag.EventMeasure.PropertyTest;
import java.util.ArrayList;
import java.util.List;

/**
 * Which events are meant.
 *
 * @param event its name; {@value SemanticModel#ANY_EVENT} for any
 * @param where tests on properties, all of which must hold
 */
public record EventCondition(String event, List<PropertyTest> where) {
  public EventCondition {
    where = List.copyOf(where);
  }

  public Expression test() {
    return new Expression.IsEvent(event, where);
  }

  public boolean isAny() {
    return event.equals(SemanticModel.ANY_EVENT);
  }

  /** What people read where nobody gave a name. */
  public String label() {
    return isAny() ? "*" : event;
  }

  /**
   * Tests that leave only events of which at least one condition holds. The names come first and by
   * themselves, because the table is sorted by them.
   */
  public static List<Expression> oneOf(List<EventCondition> conditions) {
    List<Expression> tests = new ArrayList<>();
    if (conditions.stream().noneMatch(EventCondition::isAny)) {
      tests.add(
          new Expression.IsAnyOf(
              conditions.stream().map(EventCondition::event).distinct().toList()));
    }
    List<Expression> some = conditions.stream().distinct().map(EventCondition::test).toList();
    boolean namesSayAll = conditions.stream().allMatch(one -> one.where().isEmpty());
    if (!namesSayAll) {
      tests.add(Expression.any(some));
    }
    return tests;
  }

  /** True when surely no event fulfils two of them. */
  public static boolean areApart(List<EventCondition> conditions) {
    return conditions.stream().noneMatch(EventCondition::isAny)
        && conditions.stream().map(EventCondition::event).distinct().count() == conditions.size();
  }
}
