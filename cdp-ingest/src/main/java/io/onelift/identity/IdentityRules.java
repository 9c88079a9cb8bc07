package io.onelift.identity;

import io.onelift.event.Identifier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What decides which identifiers may be one person. A merge that would break a limit is not made:
 * the weaker identifier is left out of the link.
 *
 * <p>Where the standard comes from: limits and priorities from Segment Unify's identity resolution
 * (user id one a profile and first, others five; "zeroes and dashes", {@code -1}, {@code null} and
 * {@code anonymous} recommended for blocking), further values from the distinct ids that PostHog
 * never merges by ({@code guest}, {@code distinct_id}, {@code not_authenticated}, {@code
 * undefined}, {@code true}, {@code [object Object]}, {@code NaN}, {@code None}, …) and the filters
 * of RudderStack's Profiles ({@code unknown}, {@code NaN}). The guard and repeated characters are
 * this product's own.
 *
 * @param types in the order of their priority; other types come after them
 * @param otherLimit the most identifiers of any other type in one profile
 * @param blocked values that name nobody, whatever their type, in lower case
 * @param patterns kinds of values that name nobody
 * @param maxProfiles the most profiles that may become one
 */
public record IdentityRules(
    List<Type> types, int otherLimit, Set<String> blocked, Set<Pattern> patterns, int maxProfiles) {

  /**
   * A type of identifiers.
   *
   * @param priority 1 is the strongest; of two with the same the one that the event names first
   * @param limit the most of them in one profile
   */
  public record Type(String name, int priority, int limit) {}

  /** Kinds of values that a program sends instead of an identifier. */
  public enum Pattern {
    /** Zeros and dashes alone: {@code 0}, {@code 00000000-0000-0000-0000-000000000000}. */
    ZEROS,
    /**
     * One character six times or more: {@code 11111111111}, {@code ffffffff-ffff-…}, {@code
     * xxxxxxxx}.
     */
    REPEATED;

    private static final int REPEATS = 6;

    boolean matches(String value) {
      char first = 0;
      int count = 0;
      for (int i = 0; i < value.length(); i++) {
        char c = value.charAt(i);
        if (c != '-' && c != ':') {
          if (count > 0 && c != first) {
            return false;
          }
          first = c;
          count++;
        }
      }
      return switch (this) {
        case ZEROS -> count == 0 || first == '0';
        case REPEATED -> count >= REPEATS;
      };
    }
  }

  public IdentityRules {
    types = types.stream().sorted(Comparator.comparingInt(Type::priority)).toList();
    blocked = Set.copyOf(blocked);
    patterns = Set.copyOf(patterns);
  }

  /** The rules of a new project: one user id a person, five of everything else. */
  public static IdentityRules standard() {
    return new IdentityRules(
        List.of(
            new Type(Identifier.USER_ID, 1, 1),
            new Type("phone", 2, 5),
            new Type("email", 3, 5),
            new Type(Identifier.ANONYMOUS_ID, 4, 5),
            new Type("device_id", 5, 5)),
        5,
        Set.of(
            "null",
            "none",
            "nil",
            "undefined",
            "nan",
            "n/a",
            "na",
            "-1",
            "anonymous",
            "guest",
            "unknown",
            "[object object]",
            "true",
            "false",
            "not_authenticated",
            "distinct_id",
            "id",
            "user_id",
            "userid",
            "email"),
        Set.of(Pattern.ZEROS, Pattern.REPEATED),
        50);
  }

  /** Ready to be asked for every event. For any thread. */
  Reading reading() {
    return new Reading(this);
  }

  static final class Reading {
    private final IdentityRules rules;
    private final Map<String, Type> types = new HashMap<>();
    private final int longest;

    private Reading(IdentityRules rules) {
      this.rules = rules;
      rules.types.forEach(type -> types.put(type.name(), type));
      this.longest = rules.blocked.stream().mapToInt(String::length).max().orElse(0);
    }

    IdentityRules rules() {
      return rules;
    }

    boolean isBlocked(Identifier identifier) {
      String value = identifier.value();
      if (value.length() <= longest && rules.blocked.contains(value.toLowerCase(Locale.ROOT))) {
        return true;
      }
      for (Pattern pattern : rules.patterns) {
        if (pattern.matches(value)) {
          return true;
        }
      }
      return false;
    }

    /** Those that name somebody, strongest first, each once. */
    List<Identifier> strongestFirst(List<Identifier> identifiers, Collection<Identifier> blocked) {
      Set<Identifier> naming = new LinkedHashSet<>();
      for (Identifier identifier : identifiers) {
        (isBlocked(identifier) ? blocked : naming).add(identifier);
      }
      List<Identifier> ordered = new ArrayList<>(naming);
      if (ordered.size() > 1) {
        ordered.sort(Comparator.comparingInt(this::priority));
      }
      return ordered;
    }

    /** A former id says who the user is, so it comes right after the user id. */
    private int priority(Identifier identifier) {
      boolean former = identifier.type().equals(Identifier.PREVIOUS_ID);
      Type type = types.get(former ? Identifier.USER_ID : identifier.type());
      return 2 * (type == null ? Integer.MAX_VALUE / 4 : type.priority()) + (former ? 1 : 0);
    }

    /** The most identifiers of a type in one profile; a former id is a pointer and has none. */
    OptionalInt limit(String type) {
      if (type.equals(Identifier.PREVIOUS_ID)) {
        return OptionalInt.empty();
      }
      Type known = types.get(type);
      return OptionalInt.of(known == null ? rules.otherLimit : known.limit());
    }
  }
}
