package io.onelift.audience;

import io.onelift.audience.Rule.And;
import io.onelift.audience.Rule.DidEvent;
import io.onelift.audience.Rule.DidSequence;
import io.onelift.audience.Rule.HasTag;
import io.onelift.audience.Rule.HasTrait;
import io.onelift.audience.Rule.InAudience;
import io.onelift.audience.Rule.InSnapshot;
import io.onelift.audience.Rule.Not;
import io.onelift.audience.Rule.Or;
import io.onelift.audience.Rule.Step;
import io.onelift.tag.EventMeasure;
import io.onelift.tag.EventMeasure.Aggregate;
import io.onelift.tag.EventMeasure.PropertyTest;
import io.onelift.tag.Lengths;
import io.onelift.tag.Predicate;
import io.onelift.tag.Predicate.Bound;
import io.onelift.tag.Scalar;
import io.onelift.tag.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Writes rules in the text form; long groups over several lines. */
final class TextPrinter {
  private static final int WIDTH = 80;

  private TextPrinter() {}

  static String print(Rule rule) {
    return lines(rule, 0);
  }

  private static String lines(Rule rule, int indent) {
    String flat = flat(rule);
    if (flat.length() + indent <= WIDTH) {
      return flat;
    }
    String margin = "\n" + " ".repeat(indent);
    return switch (rule) {
      case And(List<Rule> rules) when rules.size() > 1 -> lines(rules, "AND ", indent, margin);
      case Or(List<Rule> rules) when rules.size() > 1 -> lines(rules, "OR ", indent, margin);
      case Not(Rule inner) -> "NOT (" + margin + "  " + lines(inner, indent + 2) + margin + ")";
      default -> flat;
    };
  }

  private static String lines(List<Rule> rules, String word, int indent, String margin) {
    return rules.stream()
        .map(
            branch -> {
              boolean whole = !isGroup(branch) || enclosed(branch).length() + indent <= WIDTH;
              return whole
                  ? isGroup(branch) ? enclosed(branch) : lines(branch, indent)
                  : "(" + margin + "  " + lines(branch, indent + 2) + margin + ")";
            })
        .collect(Collectors.joining(margin + word));
  }

  private static String flat(Rule rule) {
    return switch (rule) {
      case And(List<Rule> rules) -> joined(rules, "AND");
      case Or(List<Rule> rules) -> joined(rules, "OR");
      case Not(Rule inner) -> "NOT (" + flat(inner) + ")";
      case HasTag(String tag, var predicate) -> test(name(tag), predicate);
      case HasTrait(String trait, var predicate) -> test("TRAIT " + name(trait), predicate);
      case InAudience(String key) -> "AUDIENCE(" + text(key) + ")";
      case InSnapshot(String key, int number) -> "SNAPSHOT(" + text(key) + ", " + number + ")";
      case DidEvent did -> event(did);
      case DidSequence(var steps, var within, var window) -> {
        List<String> items = new ArrayList<>();
        steps.forEach(step -> items.add(step(step)));
        items.add("WITHIN " + text(Lengths.print(within)));
        window(window, "LAST", items);
        yield "SEQUENCE(" + String.join(", ", items) + ")";
      }
    };
  }

  /** A group of one branch has no operator to show it, so it is written as a call. */
  private static String joined(List<Rule> rules, String word) {
    return rules.size() == 1
        ? word + "(" + flat(rules.getFirst()) + ")"
        : rules.stream().map(TextPrinter::enclosed).collect(Collectors.joining(" " + word + " "));
  }

  private static boolean isGroup(Rule rule) {
    return switch (rule) {
      case And(List<Rule> rules) -> rules.size() > 1;
      case Or(List<Rule> rules) -> rules.size() > 1;
      default -> false;
    };
  }

  private static String enclosed(Rule rule) {
    return isGroup(rule) ? "(" + flat(rule) + ")" : flat(rule);
  }

  private static String step(Step step) {
    List<String> items = new ArrayList<>();
    items.add(text(step.event()));
    where(step.where(), items);
    return "EVENT(" + String.join(", ", items) + ")";
  }

  private static String event(DidEvent did) {
    EventMeasure measure = did.measure();
    List<String> items = new ArrayList<>();
    items.add(text(measure.event()));
    where(measure.where(), items);
    boolean usual =
        measure.aggregate() instanceof Aggregate.Count
            && did.predicate().equals(RuleParser.AT_LEAST_ONCE);
    if (!usual) {
      items.add(test(measure(measure.aggregate()), did.predicate()));
    }
    window(did.window(), "WITHIN", items);
    return "EVENT(" + String.join(", ", items) + ")";
  }

  private static void where(List<PropertyTest> tests, List<String> into) {
    tests.forEach(test -> into.add(test(name(test.property()), test.predicate())));
  }

  private static String measure(Aggregate aggregate) {
    return switch (aggregate) {
      case Aggregate.Count() -> "COUNT";
      case Aggregate.DaysSince() -> "DAYS_SINCE";
      case Aggregate.Sum(String p) -> "SUM(" + name(p) + ")";
      case Aggregate.Average(String p) -> "AVG(" + name(p) + ")";
      case Aggregate.Minimum(String p) -> "MIN(" + name(p) + ")";
      case Aggregate.Maximum(String p) -> "MAX(" + name(p) + ")";
      case Aggregate.Distinct(String p) -> "DISTINCT(" + name(p) + ")";
      case Aggregate.First(String p) -> "FIRST_VALUE(" + name(p) + ")";
      case Aggregate.Last(String p) -> "LAST_VALUE(" + name(p) + ")";
    };
  }

  private static void window(Window window, String sliding, List<String> into) {
    switch (window) {
      case Window.Sliding(var length) -> into.add(sliding + " " + text(Lengths.print(length)));
      case Window.Days(var from, var to) -> {
        from.ifPresent(day -> into.add("FROM " + text(day.toString())));
        to.ifPresent(day -> into.add("TO " + text(day.toString())));
      }
      case Window.Always() -> {}
    }
  }

  private static String test(String what, Predicate predicate) {
    return switch (predicate) {
      case Predicate.In(List<Scalar> values) -> what + values("=", "IN", values);
      case Predicate.NotIn(List<Scalar> values) -> what + values("<>", "NOT IN", values);
      case Predicate.IsSet(boolean set) -> what + (set ? " IS NOT NULL" : " IS NULL");
      case Predicate.Contains(String sought) -> what + " CONTAINS " + text(sought);
      case Predicate.Range(Optional<Bound> lower, Optional<Bound> upper) ->
          range(what, lower, upper);
    };
  }

  /** Both bounds as one comparison, {@code 1 <= x < 5}: two would be two conditions. */
  private static String range(String what, Optional<Bound> lower, Optional<Bound> upper) {
    if (lower.isPresent() && upper.isPresent()) {
      return value(lower.get().value())
          + (lower.get().inclusive() ? " <= " : " < ")
          + what
          + upper(upper.get());
    }
    return what
        + lower
            .map(bound -> (bound.inclusive() ? " >= " : " > ") + value(bound.value()))
            .orElseGet(() -> upper(upper.orElseThrow()));
  }

  private static String upper(Bound bound) {
    return (bound.inclusive() ? " <= " : " < ") + value(bound.value());
  }

  private static String values(String one, String several, List<Scalar> values) {
    return values.size() == 1
        ? " " + one + " " + value(values.getFirst())
        : values.stream()
            .map(TextPrinter::value)
            .collect(Collectors.joining(", ", " " + several + " (", ")"));
  }

  private static String value(Scalar value) {
    return switch (value) {
      case Scalar.Text(String text) -> text(text);
      case Scalar.Decimal number -> number.toString();
      case Scalar.Flag(boolean flag) -> flag ? "TRUE" : "FALSE";
    };
  }

  private static String text(String text) {
    return "'" + text.replace("'", "''") + "'";
  }

  private static String name(String name) {
    boolean plain =
        !name.isEmpty()
            && TextTokens.isNameStart(name.codePointAt(0))
            && name.codePoints().allMatch(TextTokens::isNamePart)
            && !TextParser.RESERVED.contains(name.toUpperCase(Locale.ROOT));
    return plain ? name : "\"" + name.replace("\"", "\"\"") + "\"";
  }
}
