package io.onelift.execute;

import io.onelift.audience.RuleJson;
import io.onelift.bitmap.GroupBitmapState;
import io.onelift.event.InvalidInput;
import io.onelift.ir.LogicalQuery;
import io.onelift.ir.MetricQuery;
import io.onelift.resolve.Access;
import io.onelift.resolve.AudienceMembers;
import io.onelift.resolve.MetricResolver;
import io.onelift.resolve.RelationResolver;
import io.onelift.resolve.Resolved;
import io.onelift.resolve.SqlResolver;
import io.onelift.rewrite.BindAudiences;
import io.onelift.rewrite.LimitRows;
import io.onelift.rewrite.Rewriter;
import io.onelift.rewrite.Rewriting;
import io.onelift.semantic.SemanticCatalog;
import io.onelift.semantic.SemanticModel;
import io.onelift.warehouse.Warehouse;
import io.onelift.warehouse.WarehouseException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.calcite.plan.RelOptUtil;
import org.roaringbitmap.RoaringBitmap;

/**
 * Answers questions of people: logical queries and SQL, through one compiler. Safe for use by many
 * threads. All methods throw {@link InvalidInput} for what the asker can mend and {@link
 * WarehouseException} for limits and for an absent warehouse.
 */
public final class QueryEngine {
  private final SemanticCatalog catalog;
  private final AudienceMembers audiences;
  private final Consumer<String> tags;
  private final QueryLimits limits;
  private final ZoneId zone;
  private final Executor executor;
  private final Optional<ResultCache> cache;

  /** Where no tags are read. */
  public QueryEngine(
      Warehouse warehouse, SemanticCatalog catalog, AudienceMembers audiences, QueryLimits limits) {
    this(warehouse, catalog, audiences, _ -> {}, limits);
  }

  /** Where every question is asked anew. */
  public QueryEngine(
      Warehouse warehouse,
      SemanticCatalog catalog,
      AudienceMembers audiences,
      Consumer<String> tags,
      QueryLimits limits) {
    this(warehouse, catalog, audiences, tags, limits, Optional.empty());
  }

  /**
   * Wires the engine.
   *
   * @param tags told the key of a tag before its table is read
   * @param cache of answers
   */
  public QueryEngine(
      Warehouse warehouse,
      SemanticCatalog catalog,
      AudienceMembers audiences,
      Consumer<String> tags,
      QueryLimits limits,
      Optional<ResultCache> cache) {
    this.catalog = catalog;
    this.audiences = audiences;
    this.tags = tags;
    this.limits = limits;
    this.zone = warehouse.zone();
    this.executor = new Executor(warehouse, limits);
    this.cache = cache;
  }

  /** What can be asked as of now. */
  public SemanticModel model() {
    return catalog.current();
  }

  /** Columns are the groupings, then the metrics, named by their keys. */
  public QueryResult run(MetricQuery query, Access access) {
    SemanticModel model = catalog.current();
    int rows = rows(query.limit());
    Resolved resolved = new MetricResolver(model, audiences.keys(), zone, now()).resolve(query);
    try {
      return execute(limited(resolved, rows), access, rows);
    } catch (WarehouseException e) {
      // The statement is the product's own, so a refusal is its fault and belongs in the log.
      throw e.fault() == WarehouseException.Fault.REJECTED ? e : refusal(e);
    }
  }

  /**
   * The rows of a logical query, their columns under the names that it gives them.
   *
   * @param query names what the model knows, which whoever builds it has checked
   */
  public QueryResult run(LogicalQuery query, Access access) {
    int rows = query.limit() <= 0 ? limits.maxRows() : Math.min(query.limit(), limits.maxRows());
    Resolved resolved =
        RelationResolver.rows(new LogicalQuery(query.rows(), 0), catalog.current(), zone, now());
    try {
      Resolved some = limited(resolved, rows);
      return execute(some, rows, bitmaps -> Compiler.compileAnalysis(some, access, bitmaps));
    } catch (WarehouseException e) {
      throw e.fault() == WarehouseException.Fault.REJECTED ? e : refusal(e);
    }
  }

  /**
   * The profiles in a column of a logical query's rows; the caller's own bitmap.
   *
   * @param column holds profiles
   */
  public RoaringBitmap profiles(LogicalQuery query, String column, Access access) {
    Resolved resolved =
        RelationResolver.profiles(query, column, catalog.current(), zone, Instant.now());
    if (resolved.isOfNothing()) {
      return new RoaringBitmap();
    }
    try {
      TablesRead.tags(resolved.tree()).forEach(tags);
      Bitmaps bitmaps = new Bitmaps(this::bitmap);
      return executor.binary(
          Compiler.compileAnalysis(resolved, access, bitmaps),
          bitmaps,
          in -> GroupBitmapState.read(in));
    } catch (WarehouseException e) {
      throw e.fault() == WarehouseException.Fault.REJECTED ? e : refusal(e);
    }
  }

  /** Runs a reading statement on the model's tables. */
  public QueryResult sql(SqlRequest request, Access access) {
    int rows = rows(request.maxRows());
    try {
      return execute(limited(resolve(request), rows), access, rows);
    } catch (WarehouseException e) {
      throw refusal(e);
    }
  }

  private RuntimeException refusal(WarehouseException e) {
    return Refusals.of(e, catalog.current().learned(), limits);
  }

  /** Says how a statement would be run, without running it. */
  public Explanation explain(SqlRequest request, Access access) {
    Resolved resolved = limited(resolve(request), rows(request.maxRows()));
    Rewriting rewriting = Rewriter.rewrite(resolved, access);
    return new Explanation(
        RelOptUtil.toString(resolved.tree()),
        RelOptUtil.toString(rewriting.resolved().tree()),
        rewriting.rules(),
        Compiler.print(rewriting, new Bitmaps(this::bitmap)::form).sql() + Settings.meaning());
  }

  private Resolved resolve(SqlRequest request) {
    return new SqlResolver(catalog.current(), audiences.keys())
        .resolve(request.sql(), request.params());
  }

  private QueryResult execute(Resolved resolved, Access access, int rows) {
    return execute(resolved, rows, bitmaps -> Compiler.compile(resolved, access, bitmaps));
  }

  private QueryResult execute(Resolved resolved, int rows, Function<Bitmaps, Compiled> compiler) {
    TablesRead.tags(resolved.tree()).forEach(tags);
    Bitmaps bitmaps = new Bitmaps(this::bitmap);
    // Before the members of audiences are read and the question is asked.
    Optional<String> state = cache.flatMap(some -> some.state().of(resolved.tree()));
    Compiled compiled = compiler.apply(bitmaps);
    Supplier<QueryResult> ask = () -> executor.rows(compiled, bitmaps, rows);
    return state.isEmpty()
        ? ask.get()
        : cache.orElseThrow().answer(Question.of(compiled, bitmaps, rows), state.get(), ask);
  }

  /** The end of the windows of tags. */
  private Instant now() {
    return cache.map(some -> some.state().now()).orElseGet(Instant::now);
  }

  private RoaringBitmap bitmap(String name) {
    if (name.startsWith(AudienceMembers.RULE)) {
      return audiences.members(RuleJson.read(name.substring(AudienceMembers.RULE.length())));
    }
    return audiences.members(name.substring(BindAudiences.PREFIX.length()));
  }

  private static Resolved limited(Resolved resolved, int rows) {
    return new Resolved(
        LimitRows.apply(resolved.tree(), rows + 1), resolved.columns(), resolved.values());
  }

  private int rows(int asked) {
    return Math.min(asked <= 0 ? limits.defaultRows() : asked, limits.maxRows());
  }

  /** Compiles and runs something small, so that the first question does not wait for it. */
  public void warm() {
    sql(SqlRequest.of("SELECT COUNT(*) FROM events WHERE 1 = 0"), Access.INTERNAL);
  }
}
