package io.onelift.audience;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.onelift.audience.Token.Kind;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Turns the text form into the JSON form by recursive descent, so that names, types and limits are
 * checked in one place; remembers where in the text every part of the JSON came from. Used once.
 */
final class TextParser {
  private static final Set<String> MEASURES =
      RuleParser.MEASURES.stream()
          .map(measure -> measure.toUpperCase(Locale.ROOT))
          .collect(Collectors.toUnmodifiableSet());
  private static final Set<String> TIMES = Set.of("WITHIN", "LAST", "FROM", "TO");
  private static final Set<String> OTHER_WORDS =
      Set.of(
          "AND",
          "OR",
          "NOT",
          "IN",
          "IS",
          "NULL",
          "BETWEEN",
          "CONTAINS",
          "TRUE",
          "FALSE",
          "TAG",
          "TRAIT",
          "EVENT",
          "SEQUENCE",
          "AUDIENCE",
          "SNAPSHOT");

  /** Words that are no names unless they stand in double quotes. */
  static final Set<String> RESERVED =
      Stream.of(MEASURES, TIMES, OTHER_WORDS)
          .flatMap(Set::stream)
          .collect(Collectors.toUnmodifiableSet());

  /** More than the deepest rule, so that its own limit speaks; no stack overflows before. */
  private static final int DEEPEST = 200;

  private static final Set<String> WITHOUT_PROPERTY = Set.of("COUNT", "DAYS_SINCE");
  private static final Map<String, String> COMPARISONS =
      Map.of("=", "eq", "<>", "ne", "!=", "ne", "<", "lt", "<=", "lte", ">", "gt", ">=", "gte");
  private static final Map<String, String> MIRRORED =
      Map.of("lt", "gt", "lte", "gte", "gt", "lt", "gte", "lte", "eq", "eq", "ne", "ne");

  private final List<Token> tokens;
  private final IdentityHashMap<JsonNode, Integer> places = new IdentityHashMap<>();
  private int next;

  TextParser(String text) {
    this.tokens = TextTokens.of(text);
  }

  /**
   * The rule as JSON, its names unchecked.
   *
   * @throws TextFault where the text stops being a rule
   */
  ObjectNode parse() {
    ObjectNode rule = any(1);
    if (peek().kind() != Kind.END) {
      throw fault("expected AND, OR or the end");
    }
    return rule;
  }

  /** Where the part of the rule that a JSON pointer names, or the nearest around it, began. */
  int place(JsonNode rule, String pointer) {
    int place = places.getOrDefault(rule, 0);
    JsonNode node = rule;
    for (String token : pointer.isEmpty() ? List.<String>of() : List.of(pointer.split("/"))) {
      if (token.isEmpty()) {
        continue;
      }
      node = node.isArray() ? node.path(index(token)) : node.path(token);
      place = places.getOrDefault(node, place);
    }
    return place;
  }

  private static int index(String token) {
    return token.chars().allMatch(Character::isDigit) ? Integer.parseInt(token) : -1;
  }

  private ObjectNode any(int depth) {
    return joined("OR", () -> all(depth));
  }

  private ObjectNode all(int depth) {
    return joined("AND", () -> negation(depth));
  }

  private ObjectNode joined(String word, Supplier<ObjectNode> branch) {
    Token first = peek();
    ObjectNode one = branch.get();
    if (!peek().is(word)) {
      return one;
    }
    ObjectNode group = object(first);
    ArrayNode branches = group.putArray(word.toLowerCase(Locale.ROOT)).add(one);
    while (take(word)) {
      branches.add(branch.get());
    }
    return group;
  }

  private ObjectNode negation(int depth) {
    if (depth > DEEPEST) {
      throw fault("the rule is nested too deep; flatten it");
    }
    Token first = peek();
    if (!take("NOT")) {
      return primary(depth);
    }
    ObjectNode not = object(first);
    not.set("not", negation(depth + 1));
    return not;
  }

  private ObjectNode primary(int depth) {
    Token first = peek();
    if (takeSymbol("(")) {
      ObjectNode inner = any(depth + 1);
      expect(")");
      return inner;
    }
    if (first.is("AND") || first.is("OR")) {
      return group(depth);
    }
    if (take("AUDIENCE")) {
      ObjectNode audience = object(first);
      expect("(");
      audience.set("audience", text("the audience's key"));
      expect(")");
      return audience;
    }
    if (take("SNAPSHOT")) {
      return snapshot(object(first));
    }
    if (take("EVENT")) {
      return event(object(first));
    }
    if (take("SEQUENCE")) {
      return sequence(object(first));
    }
    return comparison(this::field);
  }

  private ObjectNode snapshot(ObjectNode snapshot) {
    expect("(");
    snapshot.set("snapshot", text("the audience's key"));
    expect(",");
    snapshot.set("number", literal());
    expect(")");
    return snapshot;
  }

  /** {@code AND(x)}: a group as a call, for one of a single branch. */
  private ObjectNode group(int depth) {
    Token first = pop();
    ObjectNode group = object(first);
    if (!peek().isSymbol("(")) {
      throw new TextFault(first.at(), "expected a condition before " + first.shown());
    }
    ArrayNode branches = group.putArray(first.text().toLowerCase(Locale.ROOT));
    list(() -> branches.add(any(depth + 1)));
    return group;
  }

  /** {@code city}, {@code TAG city}, {@code TRAIT birthday}. */
  private ObjectNode field() {
    Token first = peek();
    ObjectNode field = object(first);
    String kind = take("TRAIT") ? "trait" : "tag";
    take("TAG");
    field.set(
        kind, name("a condition such as city = '上海', EVENT(…), SEQUENCE(…) or AUDIENCE('…')"));
    return field;
  }

  private ObjectNode event(ObjectNode event) {
    expect("(");
    event.set("event", text("the event's name"));
    while (takeSymbol(",")) {
      item(event);
    }
    expect(")");
    return event;
  }

  private void item(ObjectNode event) {
    Token first = peek();
    if (isOneOf(first, TIMES)) {
      time(event);
      return;
    }
    List<Token> measure = new ArrayList<>();
    ObjectNode test =
        comparison(
            () -> {
              Token word = peek();
              ObjectNode object = object(word);
              if (isOneOf(word, MEASURES)) {
                measure.add(pop());
                if (!isOneOf(word, WITHOUT_PROPERTY)) {
                  expect("(");
                  object.set("property", name("a property"));
                  expect(")");
                }
              } else {
                object.set("property", name("a test on a property, COUNT, SUM(…) or WITHIN '…'"));
              }
              return object;
            });
    if (measure.isEmpty()) {
      event.withArray("where").add(test);
    } else {
      Token word = measure.getFirst();
      put(event, word.text().toLowerCase(Locale.ROOT), test, word);
    }
  }

  private void time(ObjectNode into) {
    Token word = pop();
    put(into, word.text().toLowerCase(Locale.ROOT), text("a time in '…'"), word);
  }

  private ObjectNode sequence(ObjectNode sequence) {
    ArrayNode steps = sequence.putArray("sequence");
    list(
        () -> {
          Token first = peek();
          if (take("EVENT")) {
            steps.add(event(object(first)));
          } else if (isOneOf(first, TIMES)) {
            time(sequence);
          } else {
            ObjectNode step = object(first);
            step.set("event", text("EVENT('…'), WITHIN '…' or LAST '…'"));
            steps.add(step);
          }
        });
    return sequence;
  }

  /** {@code x = 1}, {@code 1 <= x < 5}, {@code x IN (…)}; the test goes into the operand. */
  private ObjectNode comparison(Supplier<ObjectNode> operand) {
    if (!isLiteral(peek())) {
      ObjectNode object = operand.get();
      test(object);
      return object;
    }
    JsonNode left = literal();
    Token first = peek();
    String mirrored = MIRRORED.get(comparator());
    ObjectNode object = operand.get();
    put(object, mirrored, left, first);
    Token second = peek();
    if (second.kind() == Kind.SYMBOL && COMPARISONS.containsKey(second.text())) {
      put(object, comparator(), literal(), second);
    }
    return object;
  }

  private void test(ObjectNode object) {
    Token first = peek();
    if (take("IN")) {
      object.set("in", literals());
    } else if (take("NOT")) {
      if (!take("IN")) {
        throw fault("expected IN after NOT");
      }
      object.set("not_in", literals());
    } else if (take("BETWEEN")) {
      object.set("gte", literal());
      if (!take("AND")) {
        throw fault("expected AND between the two ends");
      }
      object.set("lte", literal());
    } else if (take("CONTAINS")) {
      object.set("contains", text("a text in '…'"));
    } else if (take("IS")) {
      boolean set = take("NOT");
      if (!take("NULL")) {
        throw fault("expected NULL or NOT NULL");
      }
      object.put("is_set", set);
    } else {
      put(object, comparator(), literal(), first);
    }
  }

  private String comparator() {
    Token token = peek();
    if (token.kind() != Kind.SYMBOL || !COMPARISONS.containsKey(token.text())) {
      throw fault("expected a test: =, <>, <, <=, >, >=, IN, BETWEEN, CONTAINS or IS NOT NULL");
    }
    return COMPARISONS.get(pop().text());
  }

  private ArrayNode literals() {
    ArrayNode values = JsonNodeFactory.instance.arrayNode();
    list(() -> values.add(literal()));
    return values;
  }

  private static boolean isLiteral(Token token) {
    return token.kind() == Kind.TEXT
        || token.kind() == Kind.NUMBER
        || token.is("TRUE")
        || token.is("FALSE");
  }

  private JsonNode literal() {
    if (!isLiteral(peek())) {
      throw fault("expected a value: 'text', a number, TRUE or FALSE");
    }
    Token token = pop();
    return switch (token.kind()) {
      case TEXT -> placed(new TextNode(token.text()), token);
      case NUMBER -> placed(new DecimalNode(new BigDecimal(token.text())), token);
      // One object for all of them, so it has no place of its own.
      default -> BooleanNode.valueOf(token.is("TRUE"));
    };
  }

  private TextNode text(String expected) {
    if (peek().kind() != Kind.TEXT) {
      throw fault("expected " + expected + " in single quotes");
    }
    Token token = pop();
    return placed(new TextNode(token.text()), token);
  }

  private TextNode name(String expected) {
    Token token = peek();
    if (token.kind() == Kind.WORD && RESERVED.contains(token.text().toUpperCase(Locale.ROOT))) {
      throw fault(
          "expected "
              + expected
              + "; a name that is a word of the language stands in double quotes");
    }
    if (token.kind() != Kind.WORD && token.kind() != Kind.NAME) {
      throw fault("expected " + expected);
    }
    return placed(new TextNode(pop().text()), token);
  }

  private void list(Runnable element) {
    expect("(");
    element.run();
    while (takeSymbol(",")) {
      element.run();
    }
    expect(")");
  }

  private static void put(ObjectNode object, String field, JsonNode value, Token at) {
    if (object.has(field)) {
      throw new TextFault(at.at(), at.shown() + " says a second time what was said already");
    }
    object.set(field, value);
  }

  private ObjectNode object(Token at) {
    return placed(JsonNodeFactory.instance.objectNode(), at);
  }

  private <T extends JsonNode> T placed(T node, Token at) {
    places.put(node, at.at());
    return node;
  }

  private static boolean isOneOf(Token token, Set<String> words) {
    return token.kind() == Kind.WORD && words.contains(token.text().toUpperCase(Locale.ROOT));
  }

  private Token peek() {
    return tokens.get(next);
  }

  private Token pop() {
    return tokens.get(next++);
  }

  private boolean take(String word) {
    return takeIf(token -> token.is(word));
  }

  private boolean takeSymbol(String symbol) {
    return takeIf(token -> token.isSymbol(symbol));
  }

  private boolean takeIf(Function<Token, Boolean> test) {
    boolean fits = test.apply(peek());
    if (fits) {
      next++;
    }
    return fits;
  }

  private void expect(String symbol) {
    if (!takeSymbol(symbol)) {
      throw fault("expected '" + symbol + "'");
    }
  }

  private TextFault fault(String expected) {
    return new TextFault(peek().at(), expected + ", but here is " + peek().shown());
  }
}
