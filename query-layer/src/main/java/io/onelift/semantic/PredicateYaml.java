package io.onelift.semantic;

import com.fasterxml.jackson.databind.JsonNode;
import io.onelift.tag.Predicate;
import io.onelift.tag.Predicate.Bound;
import io.onelift.tag.Predicate.Contains;
import io.onelift.tag.Predicate.In;
import io.onelift.tag.Predicate.IsSet;
import io.onelift.tag.Predicate.NotIn;
import io.onelift.tag.Predicate.Range;
import io.onelift.tag.Scalar;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the tests of a {@code where}, in the words of audience rules. */
final class PredicateYaml {
  /** Every word of a test. */
  static final Set<String> WORDS =
      Set.of("eq", "ne", "in", "not_in", "gt", "gte", "lt", "lte", "is_set", "contains");

  private PredicateYaml() {}

  static Predicate read(ModelNode node) {
    List<Predicate> tests = new ArrayList<>();
    for (String word : List.of("eq", "in")) {
      if (node.has(word)) {
        tests.add(new In(scalars(node.child(word))));
      }
    }
    for (String word : List.of("ne", "not_in")) {
      if (node.has(word)) {
        tests.add(new NotIn(scalars(node.child(word))));
      }
    }
    Optional<Bound> lower = bound(node, "gte", true).or(() -> bound(node, "gt", false));
    Optional<Bound> upper = bound(node, "lte", true).or(() -> bound(node, "lt", false));
    if (lower.isPresent() || upper.isPresent()) {
      tests.add(new Range(lower, upper));
    }
    if (node.has("is_set")) {
      tests.add(new IsSet(node.child("is_set").json().asBoolean(true)));
    }
    if (node.has("contains")) {
      tests.add(new Contains(node.text("contains")));
    }
    if (tests.size() != 1) {
      node.problem(
          tests.isEmpty()
              ? "A test is missing; give one of " + Spelling.list(WORDS)
              : "This has several tests; write them as items of their own, all of which must hold");
      return new IsSet(true);
    }
    return tests.getFirst();
  }

  private static Optional<Bound> bound(ModelNode node, String word, boolean inclusive) {
    return node.has(word)
        ? scalars(node.child(word)).stream().findFirst().map(value -> new Bound(value, inclusive))
        : Optional.empty();
  }

  private static List<Scalar> scalars(ModelNode node) {
    List<Scalar> scalars = new ArrayList<>();
    for (ModelNode item : node.items()) {
      JsonNode json = item.json();
      if (json.isBoolean()) {
        scalars.add(new Scalar.Flag(json.booleanValue()));
      } else if (json.isNumber()) {
        scalars.add(new Scalar.Decimal(json.decimalValue()));
      } else if (json.isTextual()) {
        scalars.add(new Scalar.Text(json.textValue()));
      } else {
        item.problem("This must be a text, a number or true/false, not " + json);
      }
    }
    if (scalars.isEmpty()) {
      node.problem("A value to compare with is missing");
    }
    return scalars;
  }
}
