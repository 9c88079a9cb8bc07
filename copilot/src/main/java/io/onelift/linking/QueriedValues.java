package io.onelift.linking;

import io.onelift.event.ValueType;
import io.onelift.execute.QueryEngine;
import io.onelift.execute.QueryResult;
import io.onelift.ir.MetricQuery;
import io.onelift.ir.MetricQuery.Grouping;
import io.onelift.resolve.Access;
import io.onelift.semantic.Dimension;
import io.onelift.semantic.Dimension.BandSource;
import io.onelift.semantic.Dimension.ColumnSource;
import io.onelift.semantic.Dimension.PropertySource;
import io.onelift.semantic.Dimension.TagSource;
import io.onelift.semantic.Dimension.TimeSource;
import io.onelift.semantic.Dimension.TraitSource;
import io.onelift.semantic.Metric;
import io.onelift.semantic.Metric.Definition;
import io.onelift.semantic.Metric.TableCount;
import java.util.List;
import java.util.Optional;

/** Reads the values of dimensions from the warehouse. */
public final class QueriedValues implements DimensionValues {
  /** More values than this are no enumeration, and naming them would make too many words. */
  private static final int MOST = 500;

  private final QueryEngine queries;

  public QueriedValues(QueryEngine queries) {
    this.queries = queries;
  }

  @Override
  public List<String> values(Dimension dimension) {
    boolean nameable = dimension.type() == ValueType.TEXT || dimension.type() == ValueType.BOOLEAN;
    return switch (dimension.source()) {
      case BandSource band -> band.names();
      case TimeSource _ -> List.of();
      case TraitSource _, TagSource _ -> nameable ? counted("profiles", dimension) : List.of();
      case ColumnSource column ->
          nameable
              ? rows(column.table()).map(rows -> counted(rows, dimension)).orElse(List.of())
              : List.of();
      case PropertySource _ -> nameable ? counted("events", dimension) : List.of();
    };
  }

  /** The metric that counts the rows of a table, whatever it is called. */
  private Optional<String> rows(String table) {
    Definition counted = new TableCount(table, List.of(), Optional.empty());
    return queries.model().metrics().stream()
        .filter(metric -> metric.definition().equals(counted))
        .map(Metric::key)
        .findFirst();
  }

  private List<String> counted(String metric, Dimension dimension) {
    Grouping grouping = new Grouping(dimension.key(), Optional.empty());
    MetricQuery query =
        new MetricQuery(
            List.of(metric), List.of(grouping), List.of(), Optional.empty(), List.of(), MOST + 1);
    QueryResult result = queries.run(query, Access.INTERNAL);
    return result.rows().size() > MOST
        ? List.of()
        : result.rows().stream()
            .map(row -> row.getFirst())
            .filter(value -> value != null && !value.toString().isBlank())
            .map(Object::toString)
            .toList();
  }
}
