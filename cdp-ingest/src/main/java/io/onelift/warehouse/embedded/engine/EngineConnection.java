package io.onelift.warehouse.embedded.engine;

import java.lang.foreign.MemorySegment;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;

/** One session with the engine: one statement at a time, by one thread. */
public final class EngineConnection implements AutoCloseable {
  /** Said before anything ran, of all statements but SELECT. */
  private static final String NOT_STREAMABLE = "Streaming query is not supported for query";

  private final ChdbLibrary library;
  private final MemorySegment holder;
  private final MemorySegment connection;

  EngineConnection(ChdbLibrary library, MemorySegment holder) {
    this.library = library;
    this.holder = holder;
    this.connection = ChdbLibrary.connection(holder);
  }

  /** Settings for this connection, in order; an unknown name or a bad value is an error. */
  public void set(Map<String, String> settings) {
    if (settings.isEmpty()) {
      return;
    }
    StringJoiner assignments = new StringJoiner(", ", "SET ", "");
    settings.forEach((name, value) -> assignments.add(name + " = " + literal(value)));
    execute(assignments.toString());
  }

  /** Makes it the current database. */
  public void use(String database) {
    execute("USE `" + database.replace("\\", "\\\\").replace("`", "\\`") + "`");
  }

  private void execute(String sql) {
    MemorySegment result = library.query(connection, sql, "Null", Map.of());
    try {
      fail(library.error(result));
    } finally {
      library.destroyResult(result);
    }
  }

  /**
   * Runs any statement that carries no data. The result of a SELECT comes in pieces as the engine
   * makes it; what other statements answer is small and comes at once.
   *
   * @param format of the result, unless the statement names one
   * @param effective the format that the statement names, else {@code format}
   * @param parameters for {@code {name:Type}}, escaped as in TabSeparated
   * @throws StatementException when the statement is refused
   */
  public ResultStream run(
      String sql, String format, String effective, Map<String, String> parameters) {
    if (!PieceHeader.canStream(effective)) {
      return whole(sql, format, parameters);
    }
    MemorySegment stream = library.streamQuery(connection, sql, format, parameters);
    Optional<String> error = library.error(stream);
    if (error.isEmpty()) {
      return new ResultStream.Streamed(library, connection, stream, new PieceHeader(effective));
    }
    library.destroyResult(stream);
    if (!error.get().contains(NOT_STREAMABLE)) {
      throw StatementException.parse(error.get());
    }
    return whole(sql, format, parameters);
  }

  /** For a statement that names no format. */
  public ResultStream run(String sql, String format, Map<String, String> parameters) {
    return run(sql, format, format, parameters);
  }

  private ResultStream whole(String sql, String format, Map<String, String> parameters) {
    MemorySegment whole = library.query(connection, sql, format, parameters);
    Optional<String> failure = library.error(whole);
    if (failure.isPresent()) {
      library.destroyResult(whole);
      throw StatementException.parse(failure.get());
    }
    return new ResultStream.Whole(library, whole);
  }

  /**
   * Opens an insert whose data follow in pieces.
   *
   * @param sql up to but without {@code FORMAT} or {@code VALUES}
   */
  public InsertStream insert(String sql, String format, Map<String, String> parameters) {
    MemorySegment stream = library.insert(connection, sql, format, parameters);
    Optional<String> error = library.insertError(stream);
    if (error.isPresent()) {
      library.destroyInsert(stream);
      throw StatementException.parse(error.get());
    }
    return new InsertStream(library, stream);
  }

  static void fail(Optional<String> error) {
    if (error.isPresent()) {
      throw StatementException.parse(error.get());
    }
  }

  private static String literal(String value) {
    return "'" + value.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }

  @Override
  public void close() {
    library.close(holder);
  }
}
