package io.onelift.linking;

import java.util.List;

/**
 * A stretch of the question and what it can stand for.
 *
 * @param elements every reading; empty when the words name nothing known
 * @param start in the normalised text
 * @param end in the normalised text, exclusive
 * @param typed as the person wrote it
 * @param corrected true when a letter was put right to read it
 */
public record Mention(List<Element> elements, int start, int end, String typed, boolean corrected) {
  public Mention {
    elements = List.copyOf(elements);
  }

  public boolean unknown() {
    return elements.isEmpty();
  }

  public boolean is(Role role) {
    return elements.contains(new Element.Word(role));
  }

  /** The mention with fewer readings. */
  public Mention only(List<? extends Element> chosen) {
    return new Mention(List.copyOf(chosen), start, end, typed, corrected);
  }
}
