package io.onelift.policy;

import io.onelift.audience.Rule;
import io.onelift.tag.Predicate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The rows and columns that a role may see. It holds at every scan of a table.
 *
 * @param profiles the people whose rows may be seen, in every table that says whose row it is;
 *     empty for all
 * @param tables by name; what is not here has no rule of its own
 * @param zone whose days are meant where a test names a day
 */
public record Policy(Optional<Rule> profiles, Map<String, OfTable> tables, ZoneId zone) {
  /** Everything may be seen. */
  public static final Policy NONE = new Policy(Optional.empty(), Map.of(), ZoneOffset.UTC);

  public Policy {
    tables = Map.copyOf(new LinkedHashMap<>(tables));
  }

  /**
   * A table's rule.
   *
   * @param hidden columns that are not there for the role
   * @param masked columns whose texts are shown as {@code ***} and all other values as nothing
   * @param rows tests that a row must pass to be seen, all of them
   */
  public record OfTable(Set<String> hidden, Set<String> masked, List<Test> rows) {
    static final OfTable NONE = new OfTable(Set.of(), Set.of(), List.of());

    public OfTable {
      hidden = Set.copyOf(hidden);
      masked = Set.copyOf(masked);
      rows = List.copyOf(rows);
    }
  }

  /** A test on the value that a row has in a column. */
  public record Test(String column, Predicate predicate) {}

  public OfTable of(String table) {
    return tables.getOrDefault(table, OfTable.NONE);
  }

  /** Whether a column can be read as it is. */
  public boolean shows(String table, String column) {
    OfTable rule = of(table);
    return !rule.hidden().contains(column) && !rule.masked().contains(column);
  }

  /** Whether some rows of a table may not be seen. */
  public boolean guards(String table, boolean ofProfiles) {
    return !of(table).rows().isEmpty() || (ofProfiles && profiles.isPresent());
  }
}
