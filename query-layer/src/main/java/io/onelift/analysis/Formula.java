package io.onelift.analysis;

import io.onelift.event.InvalidInput;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/** Arithmetic over named figures: {@code A / (B - C) * 100}. */
sealed interface Formula {
  record Constant(double value) implements Formula {}

  record Name(String name) implements Formula {}

  /**
   * Two parts.
   *
   * @param sign one of + - * /
   */
  record Operation(char sign, Formula left, Formula right) implements Formula {}

  /** The figure; empty when a part has none or something is divided by 0. */
  default Optional<Double> value(Map<String, Double> figures) {
    return switch (this) {
      case Constant(double value) -> Optional.of(value);
      case Name(String name) -> Optional.ofNullable(figures.get(name));
      case Operation(char sign, Formula left, Formula right) -> {
        Optional<Double> a = left.value(figures);
        Optional<Double> b = right.value(figures);
        yield a.isEmpty() || b.isEmpty() || (sign == '/' && b.get() == 0)
            ? Optional.empty()
            : Optional.of(
                switch (sign) {
                  case '+' -> a.get() + b.get();
                  case '-' -> a.get() - b.get();
                  case '*' -> a.get() * b.get();
                  default -> a.get() / b.get();
                });
      }
    };
  }

  /** The names in it. */
  default Set<String> names() {
    Set<String> names = new TreeSet<>();
    each(names::add);
    return names;
  }

  private void each(Consumer<String> name) {
    switch (this) {
      case Constant _ -> {}
      case Name(String one) -> name.accept(one);
      case Operation(char _, Formula left, Formula right) -> {
        left.each(name);
        right.each(name);
      }
    }
  }

  /**
   * Reads a formula.
   *
   * @throws InvalidInput at the pointer, with the place
   */
  static Formula parse(String text, String pointer) {
    return new Parser(text, pointer).all();
  }

  /** Reads from left to right; a product binds closer than a sum. */
  final class Parser {
    private final String text;
    private final String pointer;
    private int at;

    private Parser(String text, String pointer) {
      this.text = text;
      this.pointer = pointer;
    }

    private Formula all() {
      Formula formula = sum(0);
      if (peek() != 0) {
        throw wrong("'" + peek() + "' does not belong there");
      }
      return formula;
    }

    private Formula sum(int depth) {
      Formula left = product(depth);
      while (peek() == '+' || peek() == '-') {
        left = new Operation(text.charAt(at++), left, product(depth));
      }
      return left;
    }

    private Formula product(int depth) {
      Formula left = part(depth);
      while (peek() == '*' || peek() == '/') {
        left = new Operation(text.charAt(at++), left, part(depth));
      }
      return left;
    }

    private Formula part(int depth) {
      char c = peek();
      if (depth > 50) {
        throw wrong("there are too many parentheses inside of each other");
      }
      if (c == '(') {
        at++;
        Formula inner = sum(depth + 1);
        if (peek() != ')') {
          throw wrong("a ) is missing");
        }
        at++;
        return inner;
      }
      if (c == '-') {
        at++;
        return new Operation('-', new Constant(0), part(depth + 1));
      }
      int start = at;
      if (Character.isDigit(c)) {
        while (at < text.length()
            && (Character.isDigit(text.charAt(at)) || text.charAt(at) == '.')) {
          at++;
        }
        try {
          return new Constant(Double.parseDouble(text.substring(start, at)));
        } catch (NumberFormatException _) {
          throw wrong("'" + text.substring(start, at) + "' is no number");
        }
      }
      while (at < text.length()
          && (Character.isLetterOrDigit(text.charAt(at)) || text.charAt(at) == '_')) {
        at++;
      }
      if (at == start) {
        throw wrong(c == 0 ? "it ends too early" : "'" + c + "' does not belong there");
      }
      return new Name(text.substring(start, at));
    }

    /** The next character that is no space; 0 at the end. */
    private char peek() {
      while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
        at++;
      }
      return at < text.length() ? text.charAt(at) : 0;
    }

    private InvalidInput wrong(String what) {
      return new InvalidInput(
          pointer, "cannot be read at character " + (at + 1) + ": " + what + ". Write A / B * 100");
    }
  }
}
