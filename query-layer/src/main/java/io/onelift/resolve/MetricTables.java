package io.onelift.resolve;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlJoin;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;

/**
 * Which rows a FROM has, as far as metrics have to know.
 *
 * @param events the name of the one table of events; empty when there is none, or when what is
 *     joined to it could repeat its rows
 * @param customers the name of the one table of customers, that of an audience included
 * @param repeatsCustomers true when a customer may be there several times
 * @param others what else is joined, whose rows nobody knows to be one for each
 * @param single the table, when there is only one
 */
record MetricTables(
    Optional<String> events,
    Optional<String> customers,
    boolean repeatsCustomers,
    List<String> others,
    Optional<Single> single) {
  MetricTables {
    others = List.copyOf(others);
  }

  /** A table that stands in FROM alone, and how it is called there. */
  record Single(String table, String alias) {}

  /** What a table is called, when it stands in FROM alone. */
  Optional<String> only(String table) {
    return single.filter(one -> one.table().equals(table)).map(Single::alias);
  }

  static MetricTables of(SqlNode from, LogicalSchema schema) {
    Found found = new Found(schema);
    if (from != null) {
      found.collect(from, Optional.empty());
    }
    boolean sure =
        found.others.isEmpty() && found.events.size() <= 1 && found.customers.size() <= 1;
    return new MetricTables(
        sure ? found.events.stream().findFirst() : Optional.empty(),
        found.others.isEmpty() && found.customers.size() == 1
            ? found.customers.stream().findFirst()
            : Optional.empty(),
        !found.events.isEmpty(),
        found.others,
        found.all.size() == 1 ? Optional.of(found.all.getFirst()) : Optional.empty());
  }

  private static final class Found {
    private final LogicalSchema schema;
    private final List<String> events = new ArrayList<>();
    private final List<String> customers = new ArrayList<>();
    private final List<String> others = new ArrayList<>();
    private final List<Single> all = new ArrayList<>();

    Found(LogicalSchema schema) {
      this.schema = schema;
    }

    void collect(SqlNode from, Optional<String> alias) {
      switch (from) {
        case SqlJoin join -> {
          collect(join.getLeft(), Optional.empty());
          collect(join.getRight(), Optional.empty());
        }
        case SqlCall as when as.getKind() == SqlKind.AS ->
            collect(as.operand(0), Optional.of(((SqlIdentifier) as.operand(1)).getSimple()));
        case SqlIdentifier table -> table(table.names.getLast(), alias);
        default -> {
          others.add(alias.orElse("a sub-query"));
          all.add(new Single("", ""));
        }
      }
    }

    private void table(String name, Optional<String> alias) {
      Optional<LogicalTable> table = Optional.ofNullable(schema.tables().get(name));
      String called = alias.orElse(name);
      all.add(new Single(name, called));
      if (name.equals(LogicalSchema.EVENTS)) {
        events.add(called);
      } else if (name.equals(LogicalSchema.CUSTOMERS)
          || table.flatMap(LogicalTable::audience).isPresent()) {
        customers.add(called);
      } else if (table.flatMap(LogicalSchema::tagOf).isEmpty()) {
        others.add(called);
      }
    }
  }
}
