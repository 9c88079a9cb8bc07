package io.onelift.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.onelift.tag.Predicate;
import io.onelift.tag.Predicate.Bound;
import io.onelift.tag.Scalar;
import java.util.List;
import java.util.Optional;

/** A test on one value, in the words of the rule language. */
public record PredicateJson(
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Object> in,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Object> notIn,
    Optional<Object> gt,
    Optional<Object> gte,
    Optional<Object> lt,
    Optional<Object> lte,
    Optional<Boolean> isSet,
    Optional<String> contains) {
  private static final PredicateJson NOTHING =
      new PredicateJson(
          List.of(),
          List.of(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  static PredicateJson of(Predicate predicate) {
    return switch (predicate) {
      case Predicate.In(List<Scalar> values) -> NOTHING.withIn(plain(values), List.of());
      case Predicate.NotIn(List<Scalar> values) -> NOTHING.withIn(List.of(), plain(values));
      case Predicate.Range(Optional<Bound> lower, Optional<Bound> upper) -> range(lower, upper);
      case Predicate.IsSet(boolean set) -> NOTHING.withRest(Optional.of(set), Optional.empty());
      case Predicate.Contains(String text) -> NOTHING.withRest(Optional.empty(), Optional.of(text));
    };
  }

  private PredicateJson withIn(List<Object> inside, List<Object> outside) {
    return new PredicateJson(inside, outside, gt, gte, lt, lte, isSet, contains);
  }

  private PredicateJson withRest(Optional<Boolean> set, Optional<String> text) {
    return new PredicateJson(in, notIn, gt, gte, lt, lte, set, text);
  }

  private static PredicateJson range(Optional<Bound> lower, Optional<Bound> upper) {
    return new PredicateJson(
        List.of(),
        List.of(),
        bound(lower, false),
        bound(lower, true),
        bound(upper, false),
        bound(upper, true),
        Optional.empty(),
        Optional.empty());
  }

  private static Optional<Object> bound(Optional<Bound> bound, boolean inclusive) {
    return bound.filter(b -> b.inclusive() == inclusive).map(b -> plain(b.value()));
  }

  private static List<Object> plain(List<Scalar> values) {
    return values.stream().map(PredicateJson::plain).toList();
  }

  private static Object plain(Scalar scalar) {
    return switch (scalar) {
      case Scalar.Text(String value) -> value;
      case Scalar.Decimal(var value) -> value;
      case Scalar.Flag(boolean value) -> value;
    };
  }
}
