package io.onelift.execute;

import io.onelift.audience.RuleJson;
import io.onelift.bitmap.GroupBitmapState;
import io.onelift.event.InvalidInput;
import io.onelift.ir.LogicalQuery;
import io.onelift.ir.MetricQuery;
import io.onelift.policy.Policy;
import io.onelift.resolve.Access;
import io.onelift.resolve.AudienceMembers;
import io.onelift.resolve.LogicalSchema;
import io.onelift.resolve.MetricResolver;
import io.onelift.resolve.RelationResolver;
import io.onelift.resolve.Resolved;
import io.onelift.resolve.SqlResolver;
import io.onelift.rewrite.BindAudiences;
import io.onelift.rewrite.LimitRows;
import io.onelift.rewrite.NameColumns;
import io.onelift.rewrite.Rewriter;
import io.onelift.rewrite.Rewriting;
import io.onelift.semantic.Learned;
import io.onelift.semantic.SemanticCatalog;
import io.onelift.semantic.SemanticModel;
import io.onelift.warehouse.Warehouse;
import io.onelift.warehouse.WarehouseException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.type.RelDataTypeField;
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
  private final Turns turns;

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
    this.turns = new Turns(limits.running(), limits.waiting(), limits.patience());
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
      return execute(limited(resolved, rows), access, rows, new Cancellation());
    } catch (WarehouseException e) {
      // The statement is the product's own, so a refusal is its fault and belongs in the log.
      throw e.fault() == WarehouseException.Fault.REJECTED ? e : refusal(e, access);
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
      return execute(
          some,
          rows,
          access,
          bitmaps -> Compiler.compileAnalysis(some, access, bitmaps),
          new Cancellation());
    } catch (WarehouseException e) {
      throw e.fault() == WarehouseException.Fault.REJECTED ? e : refusal(e, access);
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
      Compiled compiled = Compiler.compileAnalysis(resolved, access, bitmaps);
      try (Turns.Turn _ = turns.take(access.principal(), new Cancellation())) {
        return executor.binary(compiled, bitmaps, in -> GroupBitmapState.read(in));
      }
    } catch (WarehouseException e) {
      throw e.fault() == WarehouseException.Fault.REJECTED ? e : refusal(e, access);
    }
  }

  /**
   * Runs a reading statement on the model's tables, or explains one that begins with EXPLAIN.
   *
   * @throws TooBusy when it got no turn
   */
  public QueryResult sql(SqlRequest request, Access access) {
    return sql(request, access, new Cancellation());
  }

  /** The same, until it is cancelled. */
  public QueryResult sql(SqlRequest request, Access access, Cancellation cancellation) {
    Optional<SqlRequest> explained = ExplainRows.explained(request);
    if (explained.isPresent()) {
      return ExplainRows.of(explain(explained.get(), access));
    }
    int rows = rows(request.maxRows());
    try {
      return execute(limited(resolve(request, access), rows), access, rows, cancellation);
    } catch (WarehouseException e) {
      throw refusal(e, access);
    }
  }

  /**
   * Runs a reading statement whose rows are passed on as ClickHouse writes them, in constant
   * memory. The columns have the statement's names.
   *
   * @param request whose {@code maxRows} of 0 asks for as many rows as may stream
   * @return to be closed, which gives the turn back
   * @throws TooBusy when it got no turn
   */
  public StreamedResult stream(
      SqlRequest request, Access access, StreamFormat format, Cancellation cancellation) {
    int rows =
        request.maxRows() <= 0
            ? limits.streamedRows()
            : Math.min(request.maxRows(), limits.streamedRows());
    try {
      Resolved resolved = resolve(request, access);
      TablesRead.tags(resolved.tree()).forEach(tags);
      Resolved named =
          new Resolved(
              NameColumns.apply(LimitRows.apply(resolved.tree(), rows), resolved.columns()),
              resolved.columns(),
              resolved.values());
      Bitmaps bitmaps = new Bitmaps(this::bitmap);
      Compiled compiled = Compiler.compile(named, access, bitmaps);
      return stream(
          compiled, bitmaps, format, turns.take(access.principal(), cancellation), cancellation);
    } catch (WarehouseException e) {
      throw refusal(e, access);
    }
  }

  private StreamedResult stream(
      Compiled compiled,
      Bitmaps bitmaps,
      StreamFormat format,
      Turns.Turn turn,
      Cancellation cancellation) {
    try {
      return executor.stream(compiled, bitmaps, format, cancellation, turn);
    } catch (RuntimeException e) {
      turn.close();
      throw e;
    }
  }

  private RuntimeException refusal(WarehouseException e, Access access) {
    Learned learned = catalog.current().learned();
    return access.policy().equals(Policy.NONE)
        ? Refusals.of(e, learned, limits)
        : Refusals.ofGuarded(e, learned, limits);
  }

  /** The statement that ClickHouse would be asked; it is asked nothing for it. */
  public String written(SqlRequest request, Access access) {
    Resolved resolved = limited(resolve(request, access), rows(request.maxRows()));
    return Compiler.compile(resolved, access, new Bitmaps(this::bitmap)).sql();
  }

  /** Says how a statement would be run, without running it. */
  public Explanation explain(SqlRequest request, Access access) {
    Resolved resolved = limited(resolve(request, access), rows(request.maxRows()));
    TablesRead.tags(resolved.tree()).forEach(tags);
    Rewriting rewriting = Rewriter.rewrite(resolved, access);
    Bitmaps bitmaps = new Bitmaps(this::bitmap);
    Compiled compiled = Compiler.compile(rewriting, resolved, bitmaps);
    try {
      return new Explanation(
          RelOptUtil.toString(resolved.tree()),
          RelOptUtil.toString(rewriting.resolved().tree()),
          rewriting.rules(),
          compiled.sql(),
          executor.estimate(compiled, bitmaps));
    } catch (WarehouseException e) {
      throw refusal(e, access);
    }
  }

  /** The tables and columns that somebody may ask for, as SQL has them, audiences included. */
  public LogicalSchema schema(Access access) {
    return LogicalSchema.of(catalog.current(), audiences.keys(), access);
  }

  /** The result's columns, names and Calcite's types, without running the statement. */
  public List<RelDataTypeField> columns(SqlRequest request, Access access) {
    return resolve(request, access).tree().getRowType().getFieldList();
  }

  private Resolved resolve(SqlRequest request, Access access) {
    return new SqlResolver(catalog.current(), audiences.keys(), zone, access)
        .resolve(request.sql(), request.params());
  }

  private QueryResult execute(
      Resolved resolved, Access access, int rows, Cancellation cancellation) {
    return execute(
        resolved,
        rows,
        access,
        bitmaps -> Compiler.compile(resolved, access, bitmaps),
        cancellation);
  }

  private QueryResult execute(
      Resolved resolved,
      int rows,
      Access access,
      Function<Bitmaps, Compiled> compiler,
      Cancellation cancellation) {
    TablesRead.tags(resolved.tree()).forEach(tags);
    Bitmaps bitmaps = new Bitmaps(this::bitmap);
    // Before the members of audiences are read and the question is asked.
    Optional<String> state = cache.flatMap(some -> some.state().of(resolved.tree()));
    Compiled compiled = compiler.apply(bitmaps);
    Supplier<QueryResult> ask =
        () -> {
          try (Turns.Turn _ = turns.take(access.principal(), cancellation)) {
            return executor.rows(compiled, bitmaps, rows, cancellation);
          }
        };
    return state.isEmpty()
        ? ask.get()
        : shared(Question.of(compiled, bitmaps, rows), state.get(), ask, cancellation);
  }

  /** Whoever waits for the same answer must not be stopped when the one who asked is cancelled. */
  private QueryResult shared(
      Question question, String state, Supplier<QueryResult> ask, Cancellation cancellation) {
    Supplier<QueryResult> untilLeft =
        () -> {
          try {
            return ask.get();
          } catch (WarehouseException e) {
            if (cancellation.isCancelled()) {
              CancellationException left = new CancellationException(e.getMessage());
              left.initCause(e);
              throw left;
            }
            throw e;
          }
        };
    try {
      return cache.orElseThrow().answer(question, state, untilLeft);
    } catch (CancellationException e) {
      throw e.getCause() instanceof WarehouseException cause ? cause : e;
    }
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
