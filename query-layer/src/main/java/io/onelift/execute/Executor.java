package io.onelift.execute;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.onelift.execute.Explanation.Reads;
import io.onelift.execute.QueryResult.Column;
import io.onelift.warehouse.Warehouse;
import io.onelift.warehouse.WarehouseException;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Runs compiled statements within limits. A result that is not read to its end is cancelled. */
final class Executor {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

  /** What ClickHouse takes by itself, in bytes. */
  private static final int SHORT_STATEMENT = 262_144;

  private final Warehouse warehouse;
  private final QueryLimits limits;

  Executor(Warehouse warehouse, QueryLimits limits) {
    this.warehouse = warehouse;
    this.limits = limits;
  }

  /** What to do with the bytes of a result. */
  interface Reader<T> {
    T read(DataInputStream in) throws IOException;
  }

  /**
   * @param bitmaps gives the bitmap of a name
   * @param maxRows the statement may give one more, which says that there were more
   */
  QueryResult rows(Compiled query, Bitmaps bitmaps, int maxRows) {
    return rows(query, bitmaps, maxRows, new Cancellation());
  }

  /** The same, until it is cancelled. */
  QueryResult rows(Compiled query, Bitmaps bitmaps, int maxRows, Cancellation cancellation) {
    long start = System.nanoTime();
    String format = "JSONCompactEachRowWithNamesAndTypes";
    // Whole first: else an error in a late row comes after a good beginning, as a torn stream.
    Map<String, String> settings = Map.of("wait_end_of_query", "1");
    String id = id();
    Runnable stop = () -> warehouse.cancel(id);
    cancellation.onCancel(stop);
    try (InputStream in = open(query, bitmaps, format, settings, id)) {
      JsonParser lines = JSON.createParser(in);
      JSON.readTree(lines);
      JsonNode types = JSON.readTree(lines);
      List<Column> columns = new ArrayList<>();
      List<ResultType> readers = new ArrayList<>();
      for (int i = 0; i < query.columns().size(); i++) {
        ResultType type =
            query.flags().contains(i) ? ResultType.BOOLEAN : ResultType.of(types.get(i).asText());
        readers.add(type);
        columns.add(new Column(query.columns().get(i), type.word()));
      }
      List<List<Object>> rows = new ArrayList<>();
      boolean truncated = false;
      for (JsonNode line = next(lines); line != null; line = next(lines)) {
        if (rows.size() == maxRows) {
          truncated = true;
          break;
        }
        List<Object> row = new ArrayList<>(readers.size());
        for (int i = 0; i < readers.size(); i++) {
          row.add(readers.get(i).read(line.get(i), warehouse.zone()));
        }
        rows.add(row);
      }
      Duration elapsed = Duration.ofNanos(System.nanoTime() - start);
      return new QueryResult(columns, rows, truncated, elapsed, query.sql());
    } catch (IOException e) {
      throw broken(e);
    } finally {
      cancellation.forget(stop);
    }
  }

  private static WarehouseException broken(IOException e) {
    return new WarehouseException(
        WarehouseException.Fault.UNAVAILABLE,
        0,
        "The result of the query broke off: " + e.getMessage() + ". Try again.",
        e);
  }

  private static JsonNode next(JsonParser lines) throws IOException {
    return lines.nextToken() == null ? null : JSON.readTree(lines);
  }

  /** Reads a result in RowBinary. */
  <T> T binary(Compiled query, Bitmaps bitmaps, Reader<T> reader) {
    try (DataInputStream in =
        new DataInputStream(
            new BufferedInputStream(open(query, bitmaps, "RowBinary", Map.of(), id()), 1 << 16))) {
      return reader.read(in);
    } catch (IOException e) {
      throw broken(e);
    }
  }

  private static String id() {
    return "onelift-" + UUID.randomUUID();
  }

  /**
   * The bytes of a result as they come.
   *
   * @param turn given back when the result is closed
   */
  StreamedResult stream(
      Compiled query,
      Bitmaps bitmaps,
      StreamFormat format,
      Cancellation cancellation,
      Turns.Turn turn) {
    String id = id();
    Runnable stop = () -> warehouse.cancel(id);
    cancellation.onCancel(stop);
    StreamedResult result =
        new StreamedResult(
            open(query, bitmaps, format.clickHouse(), format.settings(), id),
            turn,
            () -> cancellation.forget(stop));
    try {
      result.begin();
      return result;
    } catch (IOException e) {
      throw broken(e);
    }
  }

  /** What ClickHouse expects to read. */
  List<Reads> estimate(Compiled query, Bitmaps bitmaps) {
    Compiled explained =
        new Compiled(
            "EXPLAIN ESTIMATE " + query.sql(), query.params(), query.bitmaps(), query.columns());
    List<Reads> reads = new ArrayList<>();
    try (InputStream in = open(explained, bitmaps, "JSONEachRow", Map.of(), id());
        JsonParser lines = JSON.createParser(in)) {
      for (JsonNode line = next(lines); line != null; line = next(lines)) {
        reads.add(
            new Reads(
                line.get("table").asText(),
                line.get("parts").asLong(),
                line.get("rows").asLong(),
                line.get("marks").asLong()));
      }
      return reads;
    } catch (IOException e) {
      throw broken(e);
    }
  }

  private InputStream open(
      Compiled query, Bitmaps bitmaps, String format, Map<String, String> more, String id) {
    List<String> sets = query.bitmaps().stream().map(bitmaps::base64).toList();
    String sql = BitmapPlaces.fill(query.sql(), sets);
    Map<String, String> settings = Settings.limits(limits);
    settings.putAll(more);
    settings.put("max_query_size", Integer.toString(Math.max(SHORT_STATEMENT, 2 * sql.length())));
    return warehouse.read(sql, query.params(), format, settings, id);
  }
}
