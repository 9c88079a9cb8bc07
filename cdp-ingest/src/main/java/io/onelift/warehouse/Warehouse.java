package io.onelift.warehouse;

import com.clickhouse.client.api.Client;
import com.clickhouse.client.api.ClientFaultCause;
import com.clickhouse.client.api.data_formats.ClickHouseBinaryFormatReader;
import com.clickhouse.client.api.insert.InsertSettings;
import com.clickhouse.client.api.query.QueryResponse;
import com.clickhouse.client.api.query.QuerySettings;
import com.clickhouse.data.ClickHouseFormat;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The project's database in ClickHouse. Statements carry their values as {@code {name:Type}}
 * parameters, never as text. Safe for use by many threads. Everything throws {@link
 * WarehouseException} when ClickHouse does not do what it is asked; nothing is retried here,
 * because an insert that failed half-way may have arrived.
 */
public final class Warehouse implements AutoCloseable {
  private static final Duration INSERT_PATIENCE = Duration.ofMinutes(10);

  private final WarehouseConfig config;
  private final Client client;

  /** Not the client: its pings wait on the calling thread for as long as a statement may take. */
  private final HttpClient pings = HttpClient.newHttpClient();

  private final Map<String, TableColumns> tables = new ConcurrentHashMap<>();

  private Warehouse(WarehouseConfig config, Client client) {
    this.config = config;
    this.client = client;
  }

  /** Connects, creates the database when it is missing and brings its tables up to date. */
  public static Warehouse connect(WarehouseConfig config) {
    Warehouse warehouse = new Warehouse(config, client(config));
    try {
      warehouse.createDatabase();
      new Migrations(warehouse).run();
      return warehouse;
    } catch (RuntimeException e) {
      warehouse.close();
      throw e;
    }
  }

  private static Client client(WarehouseConfig config) {
    return new Client.Builder()
        .addEndpoint(config.address().toString())
        .setUsername(config.user())
        .setPassword(config.password())
        .setDefaultDatabase(config.database())
        .setMaxConnections(64)
        .setConnectTimeout(2, ChronoUnit.SECONDS)
        .setConnectionRequestTimeout(10, ChronoUnit.SECONDS)
        .setSocketTimeout(config.timeout().toMillis() + 5_000)
        .retryOnFailures(ClientFaultCause.None)
        .setMaxRetries(0)
        .compressServerResponse(false)
        .compressClientRequest(false)
        .setServerTimeZone(config.zone().getId())
        .setClientName("onelift")
        .serverSetting("session_timezone", config.zone().getId())
        .serverSetting("max_execution_time", Long.toString(config.timeout().toSeconds()))
        .build();
  }

  private void createDatabase() {
    QuerySettings anywhere = new QuerySettings().setDatabase("default");
    await(
        "CREATE DATABASE",
        () ->
            client.query(
                "CREATE DATABASE IF NOT EXISTS " + identifier(config.database()), anywhere));
  }

  public WarehouseConfig config() {
    return config;
  }

  public ZoneId zone() {
    return config.zone();
  }

  /** Runs a statement that returns nothing. */
  public void execute(String sql, Map<String, ?> params) {
    await(sql, () -> client.query(sql, Parameters.encode(params), new QuerySettings()));
  }

  public void execute(String sql) {
    execute(sql, Map.of());
  }

  /** All rows of a result; for results that fit in memory. */
  public <T> List<T> query(String sql, Map<String, ?> params, RowReader<T> reader) {
    List<T> rows = new ArrayList<>();
    forEach(sql, params, row -> rows.add(reader.read(row)));
    return rows;
  }

  /** Hands over row by row while the result arrives. */
  public void forEach(String sql, Map<String, ?> params, Consumer<Row> each) {
    try (QueryResponse response = open(sql, params, binary(new QuerySettings()));
        ClickHouseBinaryFormatReader reader = client.newBinaryFormatReader(response)) {
      Row row = new Row(reader);
      while (reader.hasNext() && reader.next() != null) {
        each.accept(row);
      }
    } catch (WarehouseException e) {
      throw e;
    } catch (Exception e) {
      throw Faults.of(sql, e);
    }
  }

  /**
   * The bytes of a result in one of ClickHouse's formats; closing the stream early cancels the
   * query.
   *
   * @param settings ClickHouse settings of this query, for example {@code max_result_rows}
   * @param queryId names the query, for {@link #cancel}
   */
  public InputStream read(
      String sql,
      Map<String, ?> params,
      String format,
      Map<String, String> settings,
      String queryId) {
    QuerySettings query =
        new QuerySettings().setFormat(ClickHouseFormat.valueOf(format)).setQueryId(queryId);
    settings.forEach(query::serverSetting);
    return new ResponseStream(sql, open(sql, params, query));
  }

  /**
   * Hands over row by row as the bytes that they are, for results of very many rows whose columns
   * all have a fixed width.
   *
   * @param what the rows are, for the message when reading them fails
   * @param width of a row in RowBinary, in bytes
   * @param each takes a row's bytes, in little endian
   * @throws UncheckedIOException when the result breaks off
   */
  public void forEachFixed(
      String what, String sql, Map<String, ?> params, int width, Consumer<ByteBuffer> each) {
    try (InputStream in =
        new BufferedInputStream(
            read(sql, params, "RowBinary", Map.of(), UUID.randomUUID().toString()), 1 << 16)) {
      byte[] bytes = in.readNBytes(width);
      while (bytes.length > 0) {
        each.accept(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN));
        bytes = in.readNBytes(width);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The " + what + " could not be loaded from the warehouse", e);
    }
  }

  /** Stops a running query; nothing happens when it has ended. */
  public void cancel(String queryId) {
    execute("KILL QUERY WHERE query_id = {id:String} ASYNC", Map.of("id", queryId));
  }

  /**
   * Inserts rows in one request. A row holds one value per column: {@code String}, {@code Number},
   * {@code Boolean}, {@link Instant}, {@code List<String>}, {@code Map<String,String>}, or null
   * where the column is Nullable.
   */
  public void insert(String table, List<String> columns, List<List<Object>> rows) {
    if (rows.isEmpty()) {
      return;
    }
    // All of it before anything is sent: a value that does not fit must not leave half an insert.
    RowBinary body = new RowBinary();
    List<Encoding> encodings = encodings(table, columns);
    rows.forEach(row -> body.add(columns, encodings, row));
    try {
      await(
          "INSERT INTO " + table,
          () ->
              client.insert(
                  table,
                  columns.stream().map(Warehouse::identifier).toList(),
                  body::writeTo,
                  ClickHouseFormat.RowBinary,
                  patient()));
    } catch (WarehouseException e) {
      // The table may be another one by now.
      tables.remove(table);
      throw e;
    }
  }

  /** Inserts a stream of bytes in one of ClickHouse's formats, for example JSONEachRow. */
  public void write(String table, InputStream body, String format) {
    await(
        "INSERT INTO " + table,
        () -> client.insert(table, body, ClickHouseFormat.valueOf(format), new InsertSettings()));
  }

  /**
   * Columns of a table in their order, with their ClickHouse types; empty when there is no such
   * table.
   */
  public Map<String, String> columns(String table) {
    Map<String, String> columns = new LinkedHashMap<>();
    forEach(
        "SELECT name, type FROM system.columns WHERE database = {database:String} AND table ="
            + " {table:String} ORDER BY position",
        Map.of("database", config.database(), "table", table),
        row -> columns.put(row.text("name"), row.text("type")));
    return columns;
  }

  /** An insert that we stopped waiting for could still arrive, behind the back of its repeat. */
  private static InsertSettings patient() {
    InsertSettings settings = new InsertSettings();
    settings.setNetworkTimeout(INSERT_PATIENCE.toSeconds(), ChronoUnit.SECONDS);
    // A small part is read whole in no time; its indexes are made when it is merged into a large
    // one.
    settings.serverSetting("materialize_skip_indexes_on_insert", "0");
    return settings;
  }

  /** A column that is not known is a reason to look again: columns are added while we run. */
  private List<Encoding> encodings(String table, List<String> columns) {
    TableColumns known = tables.get(table);
    if (known == null || !known.has(columns)) {
      known = new TableColumns(columns(table));
      for (String column : columns) {
        if (!known.types().containsKey(column)) {
          throw new IllegalArgumentException(
              "Table " + table + " has no column " + column + "; it has " + known.types().keySet());
        }
      }
      tables.put(table, known);
    }
    return known.encodings(columns);
  }

  /**
   * An identifier quoted for a statement; for names that the product made, not for text from
   * outside.
   */
  public static String identifier(String name) {
    return "`" + name.replace("\\", "\\\\").replace("`", "\\`") + "`";
  }

  /** True when the warehouse says within the time that it lives. */
  public boolean reachable(Duration within) {
    HttpRequest ping =
        HttpRequest.newBuilder(config.address().resolve("/ping")).timeout(within).build();
    try {
      return pings.send(ping, BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static QuerySettings binary(QuerySettings settings) {
    return settings.setFormat(ClickHouseFormat.RowBinaryWithNamesAndTypes);
  }

  private QueryResponse open(String sql, Map<String, ?> params, QuerySettings settings) {
    return get(sql, () -> client.query(sql, Parameters.encode(params), settings));
  }

  private void await(
      String what, Supplier<? extends CompletableFuture<? extends AutoCloseable>> call) {
    try (AutoCloseable done = get(what, call)) {
      Objects.requireNonNull(done);
    } catch (WarehouseException e) {
      throw e;
    } catch (Exception e) {
      throw Faults.of(what, e);
    }
  }

  /** The client sends on the calling thread, so the call itself may throw what a future would. */
  private <T> T get(String what, Supplier<? extends CompletableFuture<? extends T>> call) {
    try {
      return call.get().get(config.timeout().toMillis() + 10_000, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Faults.of(what, e);
    } catch (ExecutionException | TimeoutException | RuntimeException e) {
      throw Faults.of(what, e);
    }
  }

  @Override
  public void close() {
    pings.shutdownNow();
    client.close();
  }
}
