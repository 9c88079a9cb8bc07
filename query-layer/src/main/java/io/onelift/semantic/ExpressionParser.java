package io.onelift.semantic;

import io.onelift.event.InvalidInput;
import io.onelift.semantic.Expression.Constant;
import io.onelift.semantic.Expression.Named;
import io.onelift.semantic.Expression.Operation;
import io.onelift.semantic.Expression.Operator;

/** Reads arithmetic by descent: sums of products of values. */
final class ExpressionParser {
  private static final int DEEPEST = 50;

  private final String text;
  private int at;
  private int depth;

  ExpressionParser(String text) {
    this.text = text;
  }

  Expression whole() {
    Expression expression = sum();
    if (at < text.length()) {
      throw unexpected("an operator (+ - * /) or the end");
    }
    return expression;
  }

  private Expression sum() {
    Expression left = product();
    while (true) {
      if (take('+')) {
        left = new Operation(Operator.PLUS, left, product());
      } else if (take('-')) {
        left = new Operation(Operator.MINUS, left, product());
      } else {
        return left;
      }
    }
  }

  private Expression product() {
    Expression left = value();
    while (true) {
      if (take('*')) {
        left = new Operation(Operator.TIMES, left, value());
      } else if (take('/')) {
        left = new Operation(Operator.DIVIDED_BY, left, value());
      } else {
        return left;
      }
    }
  }

  private Expression value() {
    if (++depth > DEEPEST) {
      throw new InvalidInput("", "The expression is nested more than " + DEEPEST + " deep");
    }
    Expression value = single();
    depth--;
    return value;
  }

  private Expression single() {
    if (take('-')) {
      return new Operation(Operator.MINUS, new Constant(0), value());
    }
    if (take('(')) {
      Expression inner = sum();
      if (!take(')')) {
        throw unexpected("')'");
      }
      return inner;
    }
    int start = at;
    if (at < text.length() && Character.isDigit(text.charAt(at))) {
      return number(start);
    }
    while (at < text.length() && isNamePart(text.charAt(at))) {
      at++;
    }
    if (at == start) {
      throw unexpected("a metric, a number or '('");
    }
    String name = text.substring(start, at);
    space();
    return new Named(name);
  }

  private Expression number(int start) {
    while (at < text.length() && (Character.isDigit(text.charAt(at)) || text.charAt(at) == '.')) {
      at++;
    }
    String digits = text.substring(start, at);
    space();
    try {
      return new Constant(Double.parseDouble(digits));
    } catch (NumberFormatException e) {
      throw new InvalidInput("", "'" + digits + "' in the expression is no number");
    }
  }

  private static boolean isNamePart(char c) {
    return Character.isLetterOrDigit(c) || c == '_';
  }

  private boolean take(char wanted) {
    space();
    boolean there = at < text.length() && text.charAt(at) == wanted;
    if (there) {
      at++;
      space();
    }
    return there;
  }

  private void space() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
  }

  private InvalidInput unexpected(String wanted) {
    String found = at < text.length() ? "'" + text.charAt(at) + "'" : "the end";
    return new InvalidInput(
        "",
        "The expression '"
            + text
            + "' has "
            + found
            + " at letter "
            + (at + 1)
            + ", where "
            + wanted
            + " is wanted");
  }
}
