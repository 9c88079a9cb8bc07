package io.onelift.semantic;

import java.util.List;

/** How the rows of one table reach those of another. */
public sealed interface Route {
  /**
   * One after the other, each from the table before.
   *
   * @param joins empty when the tables are the same
   */
  record Found(List<Join> joins) implements Route {
    public Found {
      joins = List.copyOf(joins);
    }
  }

  /** Over joins that are believed equally; these are what the ways start with. */
  record Ambiguous(List<Join> starts) implements Route {
    public Ambiguous {
      starts = List.copyOf(starts);
    }
  }

  /** Only over a join that finds several rows, which would count one row several times. */
  record FansOut(Join at) implements Route {}

  /** Not at all. */
  record None() implements Route {}
}
