package io.onelift.linking;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Links every word of a question. Among all ways to cut the question into known phrases it takes
 * the one that leaves the fewest words unknown, then the one with the fewest, longest phrases
 * (dynamic programming over tokens, as in maximum-matching segmentation of Chinese).
 */
public final class Linker {
  private static final double UNKNOWN_TOKEN = 10;

  private Linker() {}

  /** A phrase from one token up to another; {@code elements} empty for an unknown token. */
  private record Piece(int from, int to, List<Element> elements, boolean corrected) {
    double cost() {
      if (elements.isEmpty()) {
        return UNKNOWN_TOKEN;
      }
      int length = to - from;
      return 1 + (corrected ? 0.2 : 0) - weight() * length * length;
    }

    /** Among equally short cuts, names of the model stay whole first, then words out of reach. */
    private double weight() {
      boolean everyday =
          elements.stream().allMatch(e -> e instanceof Element.Word || e instanceof Element.Amount);
      boolean beyond = elements.stream().allMatch(Element.Beyond.class::isInstance);
      return everyday ? 0.001 : beyond ? 0.002 : 0.003;
    }
  }

  /** Links a question asked on a day. */
  public static Linked link(String question, Lexicon lexicon, LocalDate today) {
    Text text = Text.of(question);
    List<Token> tokens = Token.of(text.plain());
    List<Mention> mentions = new ArrayList<>();
    for (Piece piece : cut(tokens, pieces(text, tokens, lexicon, today))) {
      mentions.add(mention(text, tokens, piece));
    }
    List<Mention> kept =
        join(text, mentions).stream().filter(m -> !m.unknown() || !punctuation(m.typed())).toList();
    return new Linked(question, kept, nearest(kept, lexicon), language(text.plain()));
  }

  private static List<List<Piece>> pieces(
      Text text, List<Token> tokens, Lexicon lexicon, LocalDate today) {
    TimeExpressions times = new TimeExpressions(today);
    List<List<Piece>> pieces = new ArrayList<>();
    for (int i = 0; i < tokens.size(); i++) {
      List<Piece> here = new ArrayList<>();
      here.add(new Piece(i, i + 1, List.of(), false));
      phrases(tokens, i, lexicon, here);
      int from = i;
      int start = tokens.get(i).start();
      times
          .at(text.plain(), start)
          .ifPresent(f -> add(tokens, from, f.end(), new Element.Days(f.range()), here));
      if (i == 0 || tokens.get(i - 1).kind() != Token.Kind.NUMBER) {
        Numerals.at(text.plain(), start)
            .ifPresent(f -> add(tokens, from, f.end(), new Element.Amount(f.value()), here));
      }
      pieces.add(here);
    }
    return pieces;
  }

  private static void phrases(List<Token> tokens, int from, Lexicon lexicon, List<Piece> here) {
    List<String> typed = new ArrayList<>();
    List<String> corrected = new ArrayList<>();
    for (int to = from; to < Math.min(tokens.size(), from + lexicon.longest()); to++) {
      Token token = tokens.get(to);
      typed.add(token.form());
      corrected.add(corrected(token, lexicon));
      List<Element> elements = lexicon.elements(typed);
      if (!elements.isEmpty()) {
        here.add(new Piece(from, to + 1, elements, false));
      } else if (!corrected.equals(typed) && !lexicon.elements(corrected).isEmpty()) {
        here.add(new Piece(from, to + 1, named(lexicon.elements(corrected)), true));
      }
    }
  }

  /** A misspelled value is not taken for another value. */
  private static List<Element> named(List<Element> elements) {
    return elements.stream().filter(e -> !(e instanceof Element.OfValue)).toList();
  }

  private static String corrected(Token token, Lexicon lexicon) {
    if (token.kind() != Token.Kind.WORD || lexicon.knows(token.form())) {
      return token.form();
    }
    return Spelling.correct(token.form(), lexicon.correctable()).orElse(token.form());
  }

  private static void add(
      List<Token> tokens, int from, int end, Element element, List<Piece> here) {
    IntStream.range(from, tokens.size())
        .filter(i -> tokens.get(i).end() == end)
        .findFirst()
        .ifPresent(i -> here.add(new Piece(from, i + 1, List.of(element), false)));
  }

  /** The cheapest sequence of pieces from the first token to the last. */
  private static List<Piece> cut(List<Token> tokens, List<List<Piece>> pieces) {
    int count = tokens.size();
    double[] cost = new double[count + 1];
    Piece[] best = new Piece[count + 1];
    for (int i = count - 1; i >= 0; i--) {
      cost[i] = Double.POSITIVE_INFINITY;
      for (Piece piece : pieces.get(i)) {
        double total = piece.cost() + cost[piece.to()];
        if (total < cost[i]) {
          cost[i] = total;
          best[i] = piece;
        }
      }
    }
    List<Piece> cut = new ArrayList<>();
    for (int i = 0; i < count; i = best[i].to()) {
      cut.add(best[i]);
    }
    return cut;
  }

  private static Mention mention(Text text, List<Token> tokens, Piece piece) {
    int start = tokens.get(piece.from()).start();
    int end = tokens.get(piece.to() - 1).end();
    return new Mention(piece.elements(), start, end, text.typed(start, end), piece.corrected());
  }

  /** Neighbouring unknown tokens become one unknown word; punctuation parts them. */
  private static List<Mention> join(Text text, List<Mention> mentions) {
    List<Mention> joined = new ArrayList<>();
    for (Mention mention : mentions) {
      Mention last = joined.isEmpty() ? null : joined.getLast();
      boolean continues =
          last != null
              && last.unknown()
              && mention.unknown()
              && !punctuation(last.typed())
              && !punctuation(mention.typed());
      if (continues) {
        joined.removeLast();
        int start = last.start();
        int end = mention.end();
        joined.add(new Mention(List.of(), start, end, text.typed(start, end), false));
      } else {
        joined.add(mention);
      }
    }
    return joined;
  }

  private static boolean punctuation(String typed) {
    return typed
        .codePoints()
        .allMatch(c -> !Character.isLetterOrDigit(c) && "<>=≥≤%+*^~$¥".indexOf(c) < 0);
  }

  private static Map<Mention, List<String>> nearest(List<Mention> mentions, Lexicon lexicon) {
    Map<Mention, List<String>> nearest = new LinkedHashMap<>();
    for (Mention mention : mentions) {
      if (mention.unknown()) {
        nearest.put(mention, Spelling.nearest(mention.typed(), lexicon.names()));
      }
    }
    return Collections.unmodifiableMap(nearest);
  }

  /** Chinese when the question has more Chinese characters than Latin words. */
  private static String language(String plain) {
    long han = plain.chars().filter(c -> Text.isHan((char) c)).count();
    long words = Token.of(plain).stream().filter(t -> t.kind() == Token.Kind.WORD).count();
    return han >= Optional.of(words).filter(w -> w > 0).orElse(1L) ? "zh" : "en";
  }
}
