package io.onelift.semantic;

import java.util.List;

/**
 * What people call something.
 *
 * @param synonyms other words for it in any language, as people type them
 */
public record Names(String zh, String en, List<String> synonyms) {
  public Names {
    synonyms = List.copyOf(synonyms);
  }

  /** Whether somebody named it; what came with the data is called as it was sent. */
  public boolean isGiven() {
    return !zh.equals(en) || !synonyms.isEmpty();
  }
}
