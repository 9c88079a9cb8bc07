package io.onelift.resolve;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * What the rows on top of the builder's stack are.
 *
 * @param kind what can be asked of them besides their columns
 * @param fields the tree's field of each column
 * @param profiles the columns that hold profiles' numbers
 * @param described the tree's fields of joined traits ({@code trait:KEY}) and tags ({@code
 *     tag:KEY})
 */
record Rows(
    Kind kind, Map<String, String> fields, Set<String> profiles, Map<String, String> described) {

  enum Kind {
    EVENTS,
    PROFILES,
    /** The query's own columns alone. */
    PLAIN
  }

  Rows with(String column, String field) {
    Map<String, String> more = new LinkedHashMap<>(fields);
    more.put(column, field);
    return new Rows(kind, more, profiles, described);
  }

  Rows describedBy(Map<String, String> joined) {
    Map<String, String> more = new LinkedHashMap<>(described);
    more.putAll(joined);
    return new Rows(kind, fields, profiles, more);
  }
}
