package io.onelift.audience;

import io.onelift.tag.EventMeasure;
import io.onelift.tag.EventMeasure.PropertyTest;
import io.onelift.tag.Predicate;
import io.onelift.tag.Window;
import java.time.Duration;
import java.util.List;

/**
 * Who is in an audience: a boolean expression over tags, traits, events, sequences and other
 * audiences.
 */
public sealed interface Rule {
  record And(List<Rule> rules) implements Rule {
    public And {
      rules = List.copyOf(rules);
    }
  }

  record Or(List<Rule> rules) implements Rule {
    public Or {
      rules = List.copyOf(rules);
    }
  }

  /** Everybody the inner rule does not hold for, out of all profiles. */
  record Not(Rule rule) implements Rule {}

  record HasTag(String tag, Predicate predicate) implements Rule {}

  record InAudience(String audience) implements Rule {}

  /** Who was in an audience when its snapshot of this number was taken. */
  record InSnapshot(String audience, int number) implements Rule {}

  /** A leaf that only the warehouse can answer. */
  sealed interface WarehouseLeaf extends Rule {}

  record HasTrait(String trait, Predicate predicate) implements WarehouseLeaf {}

  /**
   * The measure's value passes the test. {@code Range} and {@code In} on the value; a count test
   * that 0 passes holds for profiles without any such event, so {@code count eq 0} means "did not".
   */
  record DidEvent(EventMeasure measure, Predicate predicate, Window window)
      implements WarehouseLeaf {}

  /**
   * The steps happened in this order, the last at most {@code within} after the first; the first
   * inside the window.
   */
  record DidSequence(List<Step> steps, Duration within, Window window) implements WarehouseLeaf {
    public DidSequence {
      steps = List.copyOf(steps);
    }
  }

  /** One step of a sequence. */
  record Step(String event, List<PropertyTest> where) {
    public Step {
      where = List.copyOf(where);
    }
  }
}
