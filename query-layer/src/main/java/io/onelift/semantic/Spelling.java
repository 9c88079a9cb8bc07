package io.onelift.semantic;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Finds what somebody meant who wrote a name that does not exist, by the edit distance that counts
 * a swap of neighbours as one (Damerau 1964, the restricted form), letter case ignored.
 */
public final class Spelling {
  private Spelling() {}

  /** The known name that needs the fewest edits, when it is plausible that it was meant. */
  public static Optional<String> nearest(String wrong, Collection<String> known) {
    return known.stream()
        .filter(name -> distance(wrong, name) <= Math.max(1, Math.max(wrong.length(), 4) / 3))
        .min(
            Comparator.comparingInt((String name) -> distance(wrong, name))
                .thenComparing(Comparator.naturalOrder()));
  }

  /** True when the name is so near to a known one that it is a slip rather than a new name. */
  static Optional<String> slip(String wrong, Collection<String> known) {
    return nearest(wrong, known)
        .filter(name -> distance(wrong, name) <= (wrong.length() < 8 ? 1 : 2));
  }

  /** What to do about an unknown name: the nearest one, else the first few there are. */
  public static String hint(String wrong, Collection<String> known) {
    if (known.isEmpty()) {
      return "There is none yet.";
    }
    return nearest(wrong, known)
        .map(name -> "Did you mean '" + name + "'?")
        .orElseGet(() -> "Known: " + list(known) + ".");
  }

  /** The first few names, with a count of the rest. */
  public static String list(Collection<String> names) {
    List<String> sorted = names.stream().sorted().toList();
    String shown = sorted.stream().limit(12).collect(Collectors.joining(", "));
    return sorted.size() > 12 ? shown + " and " + (sorted.size() - 12) + " more" : shown;
  }

  private static int distance(String a, String b) {
    String left = a.toLowerCase(Locale.ROOT);
    String right = b.toLowerCase(Locale.ROOT);
    int[][] d = new int[left.length() + 1][right.length() + 1];
    for (int i = 0; i <= left.length(); i++) {
      d[i][0] = i;
    }
    for (int j = 0; j <= right.length(); j++) {
      d[0][j] = j;
    }
    for (int i = 1; i <= left.length(); i++) {
      for (int j = 1; j <= right.length(); j++) {
        int change = left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1;
        d[i][j] = Math.min(Math.min(d[i - 1][j], d[i][j - 1]) + 1, d[i - 1][j - 1] + change);
        if (i > 1
            && j > 1
            && left.charAt(i - 1) == right.charAt(j - 2)
            && left.charAt(i - 2) == right.charAt(j - 1)) {
          d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
        }
      }
    }
    return d[left.length()][right.length()];
  }
}
