package io.onelift.bench;

import io.onelift.audience.Rule;
import io.onelift.audience.Rule.And;
import io.onelift.audience.Rule.DidEvent;
import io.onelift.audience.Rule.HasTag;
import io.onelift.audience.Rule.Not;
import io.onelift.audience.Rule.Or;
import io.onelift.tag.EventMeasure;
import io.onelift.tag.EventMeasure.Aggregate;
import io.onelift.tag.Predicate;
import io.onelift.tag.Predicate.Bound;
import io.onelift.tag.Scalar;
import io.onelift.tag.Window;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The rules that are measured, over the tags of {@link People}. */
final class Questions {
  private Questions() {}

  /** Boolean of 20 tags: ten that must hold, six of which one must, four that must not. */
  static Rule twenty() {
    List<Rule> all = new ArrayList<>();
    for (int tag = 0; tag < 10; tag++) {
      all.add(in(tag, 0, 1, 2));
    }
    List<Rule> any = new ArrayList<>();
    for (int tag = 10; tag < 16; tag++) {
      any.add(in(tag, 1, 3));
    }
    all.add(new Or(any));
    for (int tag = 16; tag < 20; tag++) {
      all.add(new Not(in(tag, 4)));
    }
    return new And(all);
  }

  /** Boolean of 50 tags: ten groups of which one tag each must hold, and ten that must not. */
  static Rule fifty() {
    List<Rule> all = new ArrayList<>();
    for (int group = 0; group < 10; group++) {
      List<Rule> any = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        int tag = (group * 4 + i) % People.CATEGORIES;
        any.add(in(tag, (group + i) % 3, 3));
      }
      all.add(new Or(any));
    }
    for (int tag = 0; tag < 10; tag++) {
      all.add(new Not(in(tag, 4)));
    }
    return new And(all);
  }

  /** A range on a number and five enums. */
  static Rule range() {
    List<Rule> all = new ArrayList<>();
    all.add(
        new HasTag(
            People.number(0),
            new Predicate.Range(
                Optional.of(new Bound(Scalar.of(1_000.0), true)),
                Optional.of(new Bound(Scalar.of(50_000.0), false)))));
    for (int tag = 20; tag < 25; tag++) {
      all.add(in(tag, 0, 1));
    }
    return new And(all);
  }

  /** Three tags and at least three purchases in thirty days. */
  static Rule mixed() {
    return new And(
        List.of(
            in(30, 1),
            in(31, 0, 1),
            in(32, 0),
            new DidEvent(
                new EventMeasure(People.EVENT, List.of(), new Aggregate.Count()),
                new Predicate.Range(Optional.of(new Bound(Scalar.of(3.0), true)), Optional.empty()),
                new Window.Sliding(Duration.ofDays(30)))));
  }

  private static Rule in(int tag, int... values) {
    List<Scalar> sought = new ArrayList<>();
    for (int value : values) {
      sought.add(Scalar.of(People.value(value)));
    }
    return new HasTag(People.category(tag), new Predicate.In(sought));
  }
}
