package io.onelift.offer;

import io.onelift.event.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What a key and a name of an offer, a placement, an experiment or a part of one must look like.
 */
public final class Keys {
  private static final Pattern KEY = Pattern.compile("[a-z0-9][a-z0-9_-]{0,63}");

  private Keys() {}

  /** What is wrong with a key; empty when nothing is. */
  public static List<Problem> check(String pointer, String key) {
    return KEY.matcher(key).matches()
        ? List.of()
        : List.of(
            new Problem(
                pointer,
                "The key '"
                    + key
                    + "' must be 1 to 64 lower case letters, digits, '_' and '-', and start with a"
                    + " letter or digit, for example 'home_banner'"));
  }

  /** What is wrong with a key and a name; empty when nothing is. */
  public static List<Problem> check(String pointer, String key, String name) {
    List<Problem> problems = new ArrayList<>(check(pointer + "/key", key));
    if (name.isBlank()) {
      problems.add(new Problem(pointer + "/name", "The name is empty; give it one people read"));
    }
    return List.copyOf(problems);
  }
}
