package io.onelift.execute;

import io.onelift.event.InvalidInput;
import io.onelift.ir.MetricQuery;
import io.onelift.resolve.Access;
import io.onelift.resolve.AudienceMembers;
import io.onelift.semantic.SemanticCatalog;
import io.onelift.warehouse.Warehouse;
import io.onelift.warehouse.WarehouseException;
import java.util.Objects;

/**
 * Answers questions of people: logical queries and SQL, through one compiler. Safe for use by many
 * threads. All methods throw {@link InvalidInput} for what the asker can mend and {@link
 * WarehouseException} for limits and for an absent warehouse.
 */
@SuppressWarnings({"DoNotCallSuggester", "UnusedVariable"})
public final class QueryEngine {
  private final Warehouse warehouse;
  private final SemanticCatalog catalog;
  private final AudienceMembers audiences;
  private final QueryLimits limits;

  public QueryEngine(
      Warehouse warehouse, SemanticCatalog catalog, AudienceMembers audiences, QueryLimits limits) {
    this.warehouse = Objects.requireNonNull(warehouse, "warehouse");
    this.catalog = Objects.requireNonNull(catalog, "catalog");
    this.audiences = Objects.requireNonNull(audiences, "audiences");
    this.limits = Objects.requireNonNull(limits, "limits");
  }

  /** Columns are the groupings, then the metrics, named by their keys. */
  public QueryResult run(MetricQuery query, Access access) {
    throw new UnsupportedOperationException("run " + query + access);
  }

  public QueryResult sql(SqlRequest request, Access access) {
    throw new UnsupportedOperationException("sql " + request + access);
  }

  public Explanation explain(SqlRequest request, Access access) {
    throw new UnsupportedOperationException("explain " + request + access);
  }

  /** Compiles and runs something small, so that the first question does not wait for it. */
  public void warm() {}
}
