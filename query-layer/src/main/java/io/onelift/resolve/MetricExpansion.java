package io.onelift.resolve;

import io.onelift.event.Field;
import io.onelift.semantic.Dimension;
import io.onelift.semantic.Expression;
import io.onelift.semantic.Metric;
import io.onelift.semantic.Metric.ColumnTest;
import io.onelift.semantic.Metric.DimensionTest;
import io.onelift.semantic.Metric.Fold;
import io.onelift.semantic.Metric.TraitTest;
import io.onelift.semantic.SemanticModel;
import io.onelift.tag.EventMeasure.PropertyTest;
import io.onelift.tag.Predicate;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.calcite.sql.SqlBasicTypeNameSpec;
import org.apache.calcite.sql.SqlDataTypeSpec;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlSelectKeyword;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.SqlTypeName;

/** One metric written out at one place of a statement. */
final class MetricExpansion {
  private final SemanticModel model;
  private final MetricTables tables;
  private final List<Predicate> tests;
  private final Metric metric;
  private final List<SqlNode> filters = new ArrayList<>();
  private final SqlParserPos at;

  /**
   * @param tests takes the tests that are written as {@link Functions#MODEL_TEST}
   * @param filter what the statement itself asks for besides
   */
  MetricExpansion(
      SemanticModel model,
      MetricTables tables,
      List<Predicate> tests,
      Metric metric,
      Optional<SqlNode> filter,
      SqlParserPos at) {
    this.model = model;
    this.tables = tables;
    this.tests = tests;
    this.metric = metric;
    this.at = at;
    filter.ifPresent(filters::add);
  }

  SqlNode of(Metric.Definition definition) {
    return switch (definition) {
      case Metric.EventCount(String event, List<PropertyTest> where) ->
          filtered(count(), ofEvents(event, where));
      case Metric.EventProfiles(String event, List<PropertyTest> where) ->
          filtered(distinct(events(LogicalSchema.PROFILE)), ofEvents(event, where));
      case Metric.EventNumber number ->
          fold(
              number.fold(),
              property(number.property(), SqlTypeName.DOUBLE),
              ofEvents(number.event(), number.where()));
      case Metric.ProfileCount profiles ->
          filtered(distinct(customers(LogicalSchema.PROFILE)), ofCustomers(profiles.where()));
      case Metric.ProfileNumber number -> {
        once();
        yield fold(
            number.fold(), trait(number.trait(), SqlTypeName.DOUBLE), ofCustomers(number.where()));
      }
      case Metric.TableCount rows -> filtered(count(), ofTable(rows.table(), rows.where()));
      case Metric.TableNumber number when number.columns().size() == 1 ->
          fold(
              number.fold(),
              column(tables.only(number.table()), number.table(), number.columns().getFirst()),
              ofTable(number.table(), number.where()));
      case Metric.Filtered(String of, List<DimensionTest> where) -> {
        where.forEach(test -> filters.add(test(dimension(test.dimension()), test.predicate())));
        yield of(model.metric(of).orElseThrow().definition());
      }
      case Metric.Ratio(String numerator, String denominator) ->
          Functions.DIVIDE.createCall(at, named(numerator), named(denominator));
      case Metric.Formula(Expression expression) -> arithmetic(expression);
      case Metric.TableNumber _, Metric.SubjectCount _, Metric.PerSubject _ ->
          throw problem(
              "METRIC("
                  + metric.key()
                  + ") counts subjects by a way that one FROM does not say. Count them yourself:"
                  + " COUNT(DISTINCT …), or ask for the metric in a question or an analysis");
    };
  }

  private SqlNode named(String key) {
    return of(model.metric(key).orElseThrow().definition());
  }

  private SqlNode arithmetic(Expression expression) {
    return switch (expression) {
      case Expression.Constant(double value) ->
          SqlLiteral.createExactNumeric(BigDecimal.valueOf(value).toPlainString(), at);
      case Expression.Named(String name) -> named(name);
      case Expression.Operation(var operator, Expression left, Expression right) ->
          switch (operator) {
            case PLUS ->
                SqlStdOperatorTable.PLUS.createCall(at, arithmetic(left), arithmetic(right));
            case MINUS ->
                SqlStdOperatorTable.MINUS.createCall(at, arithmetic(left), arithmetic(right));
            case TIMES ->
                SqlStdOperatorTable.MULTIPLY.createCall(at, arithmetic(left), arithmetic(right));
            case DIVIDED_BY -> Functions.DIVIDE.createCall(at, arithmetic(left), arithmetic(right));
          };
    };
  }

  /** A sum over customers is only one where each of them is there once. */
  private void once() {
    if (tables.repeatsCustomers()) {
      throw problem(
          "METRIC("
              + metric.key()
              + ") adds up a trait of customers, and this FROM has a customer several times."
              + " Aggregate it apart: WITH c AS (SELECT METRIC("
              + metric.key()
              + ") AS x FROM customers) …");
    }
  }

  private List<SqlNode> ofEvents(String event, List<PropertyTest> where) {
    // Named even where every event counts, so that rows of something else are refused.
    SqlNode name = events("event");
    List<SqlNode> all = new ArrayList<>();
    if (!event.equals(SemanticModel.ANY_EVENT)) {
      all.add(
          SqlStdOperatorTable.EQUALS.createCall(at, name, SqlLiteral.createCharString(event, at)));
    }
    where.forEach(
        test -> all.add(test(property(test.property(), SqlTypeName.VARCHAR), test.predicate())));
    return all;
  }

  private List<SqlNode> ofCustomers(List<TraitTest> where) {
    List<SqlNode> all = new ArrayList<>();
    where.forEach(
        test -> all.add(test(trait(test.trait(), SqlTypeName.VARCHAR), test.predicate())));
    return all;
  }

  private List<SqlNode> ofTable(String table, List<ColumnTest> where) {
    Optional<String> alias = tables.only(table);
    List<SqlNode> all = new ArrayList<>();
    if (alias.isEmpty() || where.stream().anyMatch(test -> !test.table().equals(table))) {
      throw problem(
          "METRIC("
              + metric.key()
              + ") counts rows of "
              + table
              + " and can stand only where FROM is "
              + table
              + " alone, and where its tests name no other table");
    }
    where.forEach(test -> all.add(test(column(alias, table, test.column()), test.predicate())));
    return all;
  }

  private SqlNode dimension(String key) {
    Dimension dimension = model.dimension(key).orElseThrow();
    return switch (dimension.source()) {
      case Dimension.TraitSource(String name) -> trait(name, SqlTypeName.VARCHAR);
      case Dimension.PropertySource(String name) -> property(name, SqlTypeName.VARCHAR);
      case Dimension.TagSource _,
          Dimension.ColumnSource _,
          Dimension.TimeSource _,
          Dimension.BandSource _ ->
          throw problem(
              "METRIC("
                  + metric.key()
                  + ") tests the dimension "
                  + key
                  + ", which is no column of this FROM; ask for the metric in a question or an"
                  + " analysis");
    };
  }

  private SqlNode test(SqlNode value, Predicate predicate) {
    tests.add(predicate);
    return Functions.MODEL_TEST.createCall(
        at, value, SqlLiteral.createExactNumeric(Integer.toString(tests.size() - 1), at));
  }

  private SqlNode count() {
    return SqlStdOperatorTable.COUNT.createCall(at, SqlIdentifier.star(at));
  }

  private SqlNode distinct(SqlNode value) {
    return SqlStdOperatorTable.COUNT.createCall(SqlSelectKeyword.DISTINCT.symbol(at), at, value);
  }

  private SqlNode fold(Fold fold, SqlNode value, List<SqlNode> conditions) {
    SqlNode aggregate =
        switch (fold.kind()) {
          case SUM -> SqlStdOperatorTable.SUM.createCall(at, value);
          case AVERAGE -> SqlStdOperatorTable.AVG.createCall(at, value);
          case MINIMUM -> SqlStdOperatorTable.MIN.createCall(at, value);
          case MAXIMUM -> SqlStdOperatorTable.MAX.createCall(at, value);
          case DISTINCT -> distinct(value);
          case QUANTILE ->
              CallableAggregates.QUANTILE_INCLUSIVE.createCall(
                  at,
                  SqlLiteral.createExactNumeric(
                      BigDecimal.valueOf(fold.level()).toPlainString(), at),
                  value);
        };
    SqlNode folded = filtered(aggregate, conditions);
    return fold.isZeroOfNothing()
        ? SqlStdOperatorTable.COALESCE.createCall(
            at, folded, SqlLiteral.createExactNumeric("0", at))
        : folded;
  }

  private SqlNode filtered(SqlNode aggregate, List<SqlNode> conditions) {
    List<SqlNode> all = new ArrayList<>(conditions);
    all.addAll(filters);
    return all.stream()
        .reduce((a, b) -> SqlStdOperatorTable.AND.createCall(at, a, b))
        .<SqlNode>map(test -> SqlStdOperatorTable.FILTER.createCall(at, aggregate, test))
        .orElse(aggregate);
  }

  private SqlNode property(String name, SqlTypeName unknown) {
    if (SemanticModel.EVENT_COLUMNS.contains(name)) {
      return events(name);
    }
    Optional<Field> field = model.learned().property(name);
    return field.isPresent() ? events(LogicalSchema.propertyColumn(field.get())) : nothing(unknown);
  }

  private SqlNode trait(String name, SqlTypeName unknown) {
    if (SemanticModel.PROFILE_TIMES.contains(name)) {
      return customers(name);
    }
    Optional<Field> field = model.learned().trait(name);
    return field.isPresent() ? customers(LogicalSchema.traitColumn(field.get())) : nothing(unknown);
  }

  /** No data came for it yet. */
  private SqlNode nothing(SqlTypeName type) {
    return SqlStdOperatorTable.CAST.createCall(
        at, SqlLiteral.createNull(at), new SqlDataTypeSpec(new SqlBasicTypeNameSpec(type, at), at));
  }

  private SqlNode events(String column) {
    return column(tables.events(), LogicalSchema.EVENTS, column);
  }

  private SqlNode customers(String column) {
    return column(tables.customers(), LogicalSchema.CUSTOMERS, column);
  }

  private SqlNode column(Optional<String> alias, String table, String column) {
    String name =
        alias.orElseThrow(
            () ->
                problem(
                    "METRIC("
                        + metric.key()
                        + ") counts "
                        + table
                        + "; put "
                        + table
                        + " into this FROM, joined with nothing but customers, tags and audiences"
                        + (tables.others().isEmpty()
                            ? ""
                            : " (" + String.join(", ", tables.others()) + " may repeat rows)")));
    return new SqlIdentifier(List.of(name, column), at);
  }

  private RuntimeException problem(String message) {
    return MetricCalls.problem(at, message);
  }
}
