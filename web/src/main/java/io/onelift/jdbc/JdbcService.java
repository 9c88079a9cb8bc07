package io.onelift.jdbc;

import io.onelift.execute.QueryEngine;
import io.onelift.execute.QueryResult;
import io.onelift.execute.SqlRequest;
import io.onelift.jdbc.OpenStatements.Open;
import io.onelift.resolve.Access;
import io.onelift.resolve.SqlResolver;
import java.sql.Connection;
import java.time.ZoneId;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.calcite.avatica.AvaticaParameter;
import org.apache.calcite.avatica.ConnectionPropertiesImpl;
import org.apache.calcite.avatica.Meta;
import org.apache.calcite.avatica.Meta.DatabaseProperty;
import org.apache.calcite.avatica.Meta.Frame;
import org.apache.calcite.avatica.Meta.Signature;
import org.apache.calcite.avatica.Meta.StatementHandle;
import org.apache.calcite.avatica.remote.Service;
import org.apache.calcite.avatica.remote.TypedValue;

/** Avatica's requests of one caller. Statements read only; there is nothing to commit. */
final class JdbcService implements Service {
  private static final int ROWS_AT_ONCE = 1_000;
  private static final RpcMetadataResponse SERVER = new RpcMetadataResponse("onelift");
  private static final Signature NO_SIGNATURE =
      Signature.create(
          List.of(), "", List.of(), Meta.CursorFactory.ARRAY, Meta.StatementType.SELECT);

  private final QueryEngine queries;
  private final Access access;
  private final OpenStatements.Mine statements;
  private final ZoneId zone;
  private final JdbcCatalog catalog;

  JdbcService(QueryEngine queries, Access access, OpenStatements.Mine statements, ZoneId zone) {
    this.queries = queries;
    this.access = access;
    this.statements = statements;
    this.zone = zone;
    this.catalog = new JdbcCatalog(() -> queries.schema(access));
  }

  @Override
  public ResultSetResponse apply(CatalogsRequest request) {
    return listed(request.connectionId, catalog.catalogs());
  }

  @Override
  public ResultSetResponse apply(SchemasRequest request) {
    return listed(request.connectionId, catalog.schemas());
  }

  @Override
  public ResultSetResponse apply(TablesRequest request) {
    return listed(request.connectionId, catalog.tables(request.tableNamePattern, request.typeList));
  }

  @Override
  public ResultSetResponse apply(TableTypesRequest request) {
    return listed(request.connectionId, catalog.tableTypes());
  }

  @Override
  public ResultSetResponse apply(TypeInfoRequest request) {
    return listed(request.connectionId, catalog.types());
  }

  @Override
  public ResultSetResponse apply(ColumnsRequest request) {
    return listed(
        request.connectionId, catalog.columns(request.tableNamePattern, request.columnNamePattern));
  }

  private ResultSetResponse listed(String connection, JdbcCatalog.Listing listing) {
    Signature signature =
        Signature.create(
            listing.columns(), "", List.of(), Meta.CursorFactory.ARRAY, Meta.StatementType.SELECT);
    Open open = new Open("", signature, listing.rows());
    return result(connection, statements.create(connection, open), true, open, -1);
  }

  @Override
  public PrepareResponse apply(PrepareRequest request) {
    Signature signature = signature(request.sql);
    int id = statements.create(request.connectionId, new Open(request.sql, signature, List.of()));
    return new PrepareResponse(new StatementHandle(request.connectionId, id, signature), SERVER);
  }

  private Signature signature(String sql) {
    int places = SqlResolver.places(sql);
    SqlRequest unbound = SqlRequest.positional(sql, Collections.nCopies(places, (Object) null), 0);
    List<AvaticaParameter> parameters =
        Collections.nCopies(
            places,
            new AvaticaParameter(
                false, 0, 0, java.sql.Types.VARCHAR, "VARCHAR", String.class.getName(), "?"));
    return Signature.create(
        JdbcTypes.columns(queries.columns(unbound, access)),
        sql,
        parameters,
        Meta.CursorFactory.ARRAY,
        Meta.StatementType.SELECT);
  }

  @Override
  public ExecuteResponse apply(ExecuteRequest request) {
    StatementHandle handle = request.statementHandle;
    return statements
        .find(handle.connectionId, handle.id)
        .map(
            prepared ->
                executed(
                    handle.connectionId,
                    handle.id,
                    prepared.sql(),
                    JdbcTypes.values(
                        request.parameterValues == null
                            ? List.<TypedValue>of()
                            : request.parameterValues),
                    request.maxRowCount,
                    ROWS_AT_ONCE))
        .orElseGet(() -> new ExecuteResponse(null, true, SERVER));
  }

  @Override
  public ExecuteResponse apply(PrepareAndExecuteRequest request) {
    return statements.find(request.connectionId, request.statementId).isEmpty()
        ? new ExecuteResponse(null, true, SERVER)
        : executed(
            request.connectionId,
            request.statementId,
            request.sql,
            List.of(),
            request.maxRowCount,
            request.maxRowsInFirstFrame);
  }

  private ExecuteResponse executed(
      String connection, int id, String sql, List<Object> values, long rows, int atOnce) {
    int most = rows <= 0 ? Integer.MAX_VALUE : (int) Math.min(Integer.MAX_VALUE, rows);
    SqlRequest request = SqlRequest.positional(sql, values, most);
    QueryResult result = queries.sql(request, access);
    Signature signature =
        Signature.create(
            JdbcTypes.columns(queries, request, access, result),
            sql,
            List.of(),
            Meta.CursorFactory.ARRAY,
            Meta.StatementType.SELECT);
    Open open = new Open(sql, signature, JdbcTypes.rows(result, signature.columns, zone));
    statements.put(connection, id, open);
    return new ExecuteResponse(List.of(result(connection, id, false, open, atOnce)), false, SERVER);
  }

  @Override
  public FetchResponse apply(FetchRequest request) {
    return statements
        .find(request.connectionId, request.statementId)
        .map(
            open ->
                new FetchResponse(
                    frame(open.rows(), request.offset, request.fetchMaxRowCount),
                    false,
                    false,
                    SERVER))
        .orElseGet(() -> new FetchResponse(null, true, true, SERVER));
  }

  private static ResultSetResponse result(
      String connection, int id, boolean own, Open open, int atOnce) {
    return new ResultSetResponse(
        connection, id, own, open.signature(), frame(open.rows(), 0, atOnce), -1, SERVER);
  }

  /** The rows from a place on; all of them when {@code most} is negative. */
  private static Frame frame(List<Object> rows, long offset, int most) {
    int from = (int) Math.min(offset, rows.size());
    int to = most < 0 ? rows.size() : Math.min(rows.size(), from + Math.max(most, 1));
    return Frame.create(offset, to == rows.size(), rows.subList(from, to));
  }

  @Override
  public SyncResultsResponse apply(SyncResultsRequest request) {
    boolean missing = statements.find(request.connectionId, request.statementId).isEmpty();
    return new SyncResultsResponse(!missing, missing, SERVER);
  }

  @Override
  public CreateStatementResponse apply(CreateStatementRequest request) {
    int id = statements.create(request.connectionId, new Open("", NO_SIGNATURE, List.of()));
    return new CreateStatementResponse(request.connectionId, id, SERVER);
  }

  @Override
  public CloseStatementResponse apply(CloseStatementRequest request) {
    statements.close(request.connectionId, request.statementId);
    return new CloseStatementResponse(SERVER);
  }

  @Override
  public OpenConnectionResponse apply(OpenConnectionRequest request) {
    return new OpenConnectionResponse(SERVER);
  }

  @Override
  public CloseConnectionResponse apply(CloseConnectionRequest request) {
    statements.close(request.connectionId);
    return new CloseConnectionResponse(SERVER);
  }

  @Override
  public ConnectionSyncResponse apply(ConnectionSyncRequest request) {
    ConnectionPropertiesImpl properties =
        new ConnectionPropertiesImpl(true, true, Connection.TRANSACTION_NONE, null, null);
    properties.merge(request.connProps);
    properties.setDirty(false);
    return new ConnectionSyncResponse(properties, SERVER);
  }

  @Override
  public DatabasePropertyResponse apply(DatabasePropertyRequest request) {
    Map<DatabaseProperty, Object> properties = new EnumMap<>(DatabaseProperty.class);
    properties.put(DatabaseProperty.GET_DATABASE_PRODUCT_NAME, "OneLift");
    properties.put(DatabaseProperty.GET_DATABASE_PRODUCT_VERSION, "1.0");
    properties.put(DatabaseProperty.GET_DATABASE_MAJOR_VERSION, 1);
    properties.put(DatabaseProperty.GET_DATABASE_MINOR_VERSION, 0);
    properties.put(DatabaseProperty.GET_DEFAULT_TRANSACTION_ISOLATION, Connection.TRANSACTION_NONE);
    return new DatabasePropertyResponse(properties, SERVER);
  }

  @Override
  public CommitResponse apply(CommitRequest request) {
    throw nothingChanged();
  }

  @Override
  public RollbackResponse apply(RollbackRequest request) {
    throw nothingChanged();
  }

  @Override
  public ExecuteBatchResponse apply(PrepareAndExecuteBatchRequest request) {
    throw onlyReading();
  }

  @Override
  public ExecuteBatchResponse apply(ExecuteBatchRequest request) {
    throw onlyReading();
  }

  /** A connection commits by itself, and JDBC asks for neither then. */
  private static UnsupportedOperationException nothingChanged() {
    return new UnsupportedOperationException(
        "Only reading is allowed here; there is nothing to commit or to roll back");
  }

  private static UnsupportedOperationException onlyReading() {
    return new UnsupportedOperationException(
        "Only reading is allowed here; a batch would change something");
  }

  @Override
  public void setRpcMetadata(RpcMetadataResponse metadata) {
    throw new UnsupportedOperationException("The server's name does not change");
  }
}
