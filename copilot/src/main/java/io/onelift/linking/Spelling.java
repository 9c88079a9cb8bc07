package io.onelift.linking;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Which known word a person may have meant. */
final class Spelling {
  private Spelling() {}

  /** The only word one letter away from a word of at least five; empty when there are several. */
  static Optional<String> correct(String word, Set<String> known) {
    if (word.length() < 5 || !word.chars().allMatch(c -> c >= 'a' && c <= 'z')) {
      return Optional.empty();
    }
    List<String> close =
        known.stream().filter(k -> k.length() >= 4 && distance(word, k) == 1).toList();
    return close.size() == 1 ? Optional.of(close.getFirst()) : Optional.empty();
  }

  /** At most three names that share most of their letters with the words. */
  static List<String> nearest(String words, List<String> names) {
    String plain = Text.of(words).plain();
    record Scored(String name, double likeness) {}
    return names.stream()
        .distinct()
        .map(name -> new Scored(name, likeness(plain, Text.of(name).plain())))
        .filter(s -> s.likeness() >= 0.5)
        .sorted(Comparator.comparingDouble(Scored::likeness).reversed())
        .limit(3)
        .map(Scored::name)
        .toList();
  }

  private static double likeness(String a, String b) {
    int longer = Math.max(a.length(), b.length());
    return longer == 0 ? 0 : 1 - (double) distance(a, b) / longer;
  }

  /** Edits that turn one into the other: insert, delete, replace, swap of neighbours. */
  static int distance(String a, String b) {
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        d[i][j] = i == 0 || j == 0 ? i + j : step(a, b, i, j, d);
      }
    }
    return d[a.length()][b.length()];
  }

  private static int step(String a, String b, int i, int j, int[][] d) {
    boolean same = a.charAt(i - 1) == b.charAt(j - 1);
    int best = Math.min(d[i - 1][j - 1] + (same ? 0 : 1), Math.min(d[i - 1][j], d[i][j - 1]) + 1);
    boolean swapped =
        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    return swapped ? Math.min(best, d[i - 2][j - 2] + 1) : best;
  }
}
