package io.onelift.semantic;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Arithmetic over named figures. */
public sealed interface Expression {
  /** A constant. */
  record Constant(double value) implements Expression {}

  /** A figure by its name. */
  record Named(String name) implements Expression {}

  /** Two values put together; what is divided by nothing or by 0 is nothing. */
  record Operation(Operator operator, Expression left, Expression right) implements Expression {}

  /** How two values are put together. */
  enum Operator {
    PLUS,
    MINUS,
    TIMES,
    DIVIDED_BY
  }

  /**
   * Reads {@code a / (b + c) * 100}. Names are letters of any script, digits and underscores, and
   * start with no digit.
   *
   * @throws io.onelift.event.InvalidInput with an empty pointer, saying what is wrong at which
   *     letter
   */
  static Expression parse(String text) {
    return new ExpressionParser(text).whole();
  }

  /** The names in it, in their order. */
  default Set<String> names() {
    Set<String> names = new LinkedHashSet<>();
    switch (this) {
      case Constant _ -> {}
      case Named(String name) -> names.add(name);
      case Operation(Operator _, Expression left, Expression right) -> {
        names.addAll(left.names());
        names.addAll(right.names());
      }
    }
    return names;
  }

  /** The figure; empty when a part has none or something is divided by 0. */
  default Optional<Double> value(Map<String, Double> figures) {
    return switch (this) {
      case Constant(double value) -> Optional.of(value);
      case Named(String name) -> Optional.ofNullable(figures.get(name));
      case Operation(Operator operator, Expression left, Expression right) -> {
        Optional<Double> a = left.value(figures);
        Optional<Double> b = right.value(figures);
        yield a.isEmpty() || b.isEmpty() || (operator == Operator.DIVIDED_BY && b.get() == 0)
            ? Optional.empty()
            : Optional.of(
                switch (operator) {
                  case PLUS -> a.get() + b.get();
                  case MINUS -> a.get() - b.get();
                  case TIMES -> a.get() * b.get();
                  case DIVIDED_BY -> a.get() / b.get();
                });
      }
    };
  }
}
