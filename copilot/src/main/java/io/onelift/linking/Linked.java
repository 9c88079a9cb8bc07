package io.onelift.linking;

import java.util.List;
import java.util.Map;

/**
 * A question whose every word is linked or known to be unknown, in the order of the words.
 *
 * @param original as typed
 * @param mentions in order; punctuation is left out
 * @param nearest names of the model that are spelled most like an unknown word
 * @param language {@code zh} or {@code en}
 */
public record Linked(
    String original, List<Mention> mentions, Map<Mention, List<String>> nearest, String language) {
  public Linked {
    mentions = List.copyOf(mentions);
    nearest = Map.copyOf(nearest);
  }

  /** The question with a mention said differently; empty words take it out. */
  public String with(Mention mention, String words) {
    String padded = words.isEmpty() ? "" : spaced(words);
    return Text.of(original).with(mention.start(), mention.end(), padded).strip();
  }

  private String spaced(String words) {
    return language.equals("en") ? " " + words + " " : words;
  }
}
