package io.onelift.tag;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Proposes the name that somebody probably meant. */
public final class NearestName {
  private static final int CANDIDATES = 10_000;
  private static final int FEW = 12;

  private NearestName() {}

  /**
   * A sentence that can follow an error: proposes the nearest name, else lists a few, else says
   * that there is none.
   */
  public static String hint(String wrong, Collection<String> known) {
    if (known.isEmpty()) {
      return "There is none yet.";
    }
    return of(wrong, known)
        .map(name -> "Did you mean '" + name + "'?")
        .orElseGet(() -> "There are: " + list(known) + ".");
  }

  /**
   * The name at the smallest edit distance, letter case ignored; empty when even that differs in
   * more than a third of the letters (but one differing letter is always near).
   */
  public static Optional<String> of(String wrong, Collection<String> known) {
    String sought = wrong.toLowerCase(Locale.ROOT);
    int allowed = Math.max(1, (sought.length() + 1) / 3);
    record Candidate(String name, int distance) {}
    return known.stream()
        .limit(CANDIDATES)
        .filter(name -> Math.abs(name.length() - sought.length()) <= allowed)
        .map(name -> new Candidate(name, distance(sought, name.toLowerCase(Locale.ROOT))))
        .filter(candidate -> candidate.distance <= allowed)
        .filter(candidate -> candidate.distance < Math.max(sought.length(), 1))
        .min(Comparator.comparingInt(Candidate::distance).thenComparing(Candidate::name))
        .map(Candidate::name);
  }

  /** As {@link #of}, but only a name so near that the other can hardly be a new one. */
  public static Optional<String> slip(String wrong, Collection<String> known) {
    return of(wrong, known)
        .filter(
            name ->
                distance(wrong.toLowerCase(Locale.ROOT), name.toLowerCase(Locale.ROOT))
                    <= (wrong.length() < 8 ? 1 : 2));
  }

  /** The first few names, with a count of the rest. */
  public static String list(Collection<String> names) {
    String shown = String.join(", ", names.stream().sorted().limit(FEW).toList());
    return names.size() > FEW ? shown + " and " + (names.size() - FEW) + " more" : shown;
  }

  /** Optimal string alignment: insertions, deletions, substitutions, swaps of neighbours. */
  private static int distance(String a, String b) {
    int[][] table = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          table[i][j] = i + j;
          continue;
        }
        int substitution = table[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        int best = Math.min(substitution, Math.min(table[i - 1][j], table[i][j - 1]) + 1);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          best = Math.min(best, table[i - 2][j - 2] + 1);
        }
        table[i][j] = best;
      }
    }
    return table[a.length()][b.length()];
  }
}
