package io.onelift.resolve;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlOperatorTable;
import org.apache.calcite.sql.SqlSyntax;
import org.apache.calcite.sql.fun.SqlLibraryOperators;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.util.SqlOperatorTables;
import org.apache.calcite.sql.validate.SqlNameMatcher;
import org.apache.calcite.sql.validate.SqlNameMatchers;

/** Every function that SQL may call; their names are found in any letter case. */
final class Operators implements SqlOperatorTable {
  /** What the standard knows of the session, which is the product's own. */
  private static final Set<String> OF_THE_SESSION =
      Set.of(
          "USER",
          "CURRENT_USER",
          "SESSION_USER",
          "SYSTEM_USER",
          "CURRENT_ROLE",
          "CURRENT_PATH",
          "CURRENT_CATALOG",
          "CURRENT_SCHEMA");

  private static final SqlNameMatcher ANY_CASE = SqlNameMatchers.withCaseSensitive(false);

  private final SqlOperatorTable own =
      SqlOperatorTables.of(
          Stream.of(
                  CallableFunctions.all().stream(),
                  CallableAggregates.all().stream(),
                  // Written by MetricCalls only: Standardize refuses it in what people write.
                  Stream.of(Functions.MODEL_TEST))
              .flatMap(part -> part)
              .toList());
  private final SqlOperatorTable others =
      SqlOperatorTables.chain(
          SqlStdOperatorTable.instance(),
          SqlOperatorTables.of(
              SqlLibraryOperators.ILIKE,
              SqlLibraryOperators.NOT_ILIKE,
              SqlLibraryOperators.LEFT,
              SqlLibraryOperators.RIGHT,
              SqlLibraryOperators.GREATEST,
              SqlLibraryOperators.LEAST,
              SqlLibraryOperators.CONCAT_FUNCTION,
              SqlLibraryOperators.IFNULL,
              SqlLibraryOperators.INFIX_CAST));

  @Override
  public void lookupOperatorOverloads(
      SqlIdentifier name,
      SqlFunctionCategory category,
      SqlSyntax syntax,
      List<SqlOperator> found,
      SqlNameMatcher matcher) {
    if (name.isSimple() && OF_THE_SESSION.contains(name.getSimple().toUpperCase(Locale.ROOT))) {
      return;
    }
    int before = found.size();
    own.lookupOperatorOverloads(name, category, syntax, found, ANY_CASE);
    if (found.size() == before) {
      others.lookupOperatorOverloads(name, category, syntax, found, ANY_CASE);
    }
  }

  @Override
  public List<SqlOperator> getOperatorList() {
    List<SqlOperator> all = new ArrayList<>(own.getOperatorList());
    all.addAll(others.getOperatorList());
    return all;
  }

  /** Names for suggestions. */
  SortedSet<String> names() {
    TreeSet<String> names = new TreeSet<>();
    for (SqlOperator operator : own.getOperatorList()) {
      if (operator.equals(Functions.MODEL_TEST)) {
        continue;
      }
      names.add(
          switch (operator) {
            case WarehouseFunction function -> function.clickHouseName();
            case WarehouseAggregate aggregate -> aggregate.clickHouseName();
            default -> operator.getName();
          });
    }
    for (SqlOperator operator : others.getOperatorList()) {
      if (operator.getSyntax() == SqlSyntax.FUNCTION
          && Character.isLetter(operator.getName().charAt(0))
          && !OF_THE_SESSION.contains(operator.getName())) {
        names.add(operator.getName());
      }
    }
    return names;
  }
}
