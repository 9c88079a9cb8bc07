package io.onelift.warehouse.embedded.engine;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** The functions of {@code libchdb} that are used here, one method each. */
@SuppressWarnings("restricted") // The foreign-function API is what this class is for.
final class ChdbLibrary {
  private static final Linker LINKER = Linker.nativeLinker();

  private final SymbolLookup symbols;
  private final MethodHandle connect;
  private final MethodHandle closeConnection;
  private final MethodHandle query;
  private final MethodHandle streamQuery;
  private final MethodHandle fetch;
  private final MethodHandle cancelQuery;
  private final MethodHandle destroyResult;
  private final MethodHandle resultBuffer;
  private final MethodHandle resultLength;
  private final MethodHandle resultError;
  private final MethodHandle rowsRead;
  private final MethodHandle bytesRead;
  private final MethodHandle storageRowsRead;
  private final MethodHandle storageBytesRead;
  private final MethodHandle rowsWritten;
  private final MethodHandle bytesWritten;
  private final MethodHandle insert;
  private final MethodHandle append;
  private final MethodHandle finishInsert;
  private final MethodHandle cancelInsert;
  private final MethodHandle insertError;
  private final MethodHandle destroyInsert;

  /**
   * Loads the library for as long as this process lives and keeps it away from the JVM's signal
   * handlers.
   *
   * @throws IllegalArgumentException when the file cannot be loaded
   */
  ChdbLibrary(Path file) {
    symbols = SymbolLookup.libraryLookup(file, Arena.global());
    connect = returns(ADDRESS, "chdb_connect", JAVA_INT, ADDRESS);
    closeConnection = returnsNothing("chdb_close_conn", ADDRESS);
    MemoryLayout[] statement = {
      ADDRESS, ADDRESS, JAVA_LONG, ADDRESS, JAVA_LONG, ADDRESS, ADDRESS, ADDRESS, ADDRESS, JAVA_LONG
    };
    query = returns(ADDRESS, "chdb_query_with_params_n", statement);
    streamQuery = returns(ADDRESS, "chdb_stream_query_with_params_n", statement);
    insert = returns(ADDRESS, "chdb_stream_insert_with_params_n", statement);
    fetch = returns(ADDRESS, "chdb_stream_fetch_result", ADDRESS, ADDRESS);
    cancelQuery = returnsNothing("chdb_stream_cancel_query", ADDRESS, ADDRESS);
    destroyResult = returnsNothing("chdb_destroy_query_result", ADDRESS);
    resultBuffer = returns(ADDRESS, "chdb_result_buffer", ADDRESS);
    resultLength = returns(JAVA_LONG, "chdb_result_length", ADDRESS);
    resultError = returns(ADDRESS, "chdb_result_error", ADDRESS);
    rowsRead = returns(JAVA_LONG, "chdb_result_rows_read", ADDRESS);
    bytesRead = returns(JAVA_LONG, "chdb_result_bytes_read", ADDRESS);
    storageRowsRead = returns(JAVA_LONG, "chdb_result_storage_rows_read", ADDRESS);
    storageBytesRead = returns(JAVA_LONG, "chdb_result_storage_bytes_read", ADDRESS);
    rowsWritten = returns(JAVA_LONG, "chdb_result_rows_written", ADDRESS);
    bytesWritten = returns(JAVA_LONG, "chdb_result_bytes_written", ADDRESS);
    append = returns(JAVA_INT, "chdb_stream_append", ADDRESS, ADDRESS, JAVA_LONG);
    finishInsert = returns(ADDRESS, "chdb_stream_done", ADDRESS);
    cancelInsert = returnsNothing("chdb_stream_cancel_insert", ADDRESS);
    insertError = returns(ADDRESS, "chdb_stream_insert_error", ADDRESS);
    destroyInsert = returnsNothing("chdb_destroy_insert_stream", ADDRESS);
    // The JVM needs SIGSEGV for itself; must come before the first connection.
    MethodHandle signals = returnsNothing("chdb_set_signal_handlers_enabled", JAVA_INT);
    try {
      signals.invokeExact(0);
    } catch (Throwable e) {
      throw rethrow(e);
    }
  }

  /** For example {@code 26.7.3}. */
  String version() {
    MethodHandle version = returns(ADDRESS, "chdb_version");
    try {
      return text((MemorySegment) version.invokeExact()).orElse("");
    } catch (Throwable e) {
      throw rethrow(e);
    }
  }

  /** Gives the address of a connection's address, or empty when the engine refused. */
  Optional<MemorySegment> connect(String... options) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment arguments = arena.allocate(ADDRESS, options.length + 2L);
      arguments.setAtIndex(ADDRESS, 0, arena.allocateFrom("clickhouse"));
      for (int i = 0; i < options.length; i++) {
        arguments.setAtIndex(ADDRESS, i + 1L, arena.allocateFrom(options[i]));
      }
      MemorySegment holder = (MemorySegment) connect.invokeExact(options.length + 1, arguments);
      return holder.address() == 0 ? Optional.empty() : Optional.of(holder);
    } catch (Throwable e) {
      throw rethrow(e);
    }
  }

  static MemorySegment connection(MemorySegment holder) {
    return holder.reinterpret(ADDRESS.byteSize()).get(ADDRESS, 0);
  }

  void close(MemorySegment holder) {
    call(closeConnection, holder);
  }

  MemorySegment query(MemorySegment connection, String sql, String format, Map<String, String> p) {
    return statement(query, connection, sql, format, p);
  }

  MemorySegment streamQuery(
      MemorySegment connection, String sql, String format, Map<String, String> p) {
    return statement(streamQuery, connection, sql, format, p);
  }

  MemorySegment insert(MemorySegment connection, String sql, String format, Map<String, String> p) {
    return statement(insert, connection, sql, format, p);
  }

  MemorySegment fetch(MemorySegment connection, MemorySegment stream) {
    try {
      return (MemorySegment) fetch.invokeExact(connection, stream);
    } catch (Throwable e) {
      throw rethrow(e);
    }
  }

  void cancelQuery(MemorySegment connection, MemorySegment stream) {
    try {
      cancelQuery.invokeExact(connection, stream);
    } catch (Throwable e) {
      throw rethrow(e);
    }
  }

  void destroyResult(MemorySegment result) {
    call(destroyResult, result);
  }

  /** The bytes of a result, valid until it is destroyed. */
  MemorySegment bytes(MemorySegment result) {
    long length = number(resultLength, result);
    return length == 0 ? MemorySegment.NULL : pointer(resultBuffer, result).reinterpret(length);
  }

  Optional<String> error(MemorySegment result) {
    return text(pointer(resultError, result));
  }

  Progress progress(MemorySegment result) {
    return new Progress(
        number(storageRowsRead, result),
        number(storageBytesRead, result),
        number(rowsWritten, result),
        number(bytesWritten, result),
        number(rowsRead, result),
        number(bytesRead, result));
  }

  /** False when the stream has failed; {@link #finishInsert} then says why. */
  boolean append(MemorySegment stream, MemorySegment data) {
    try {
      return (int) append.invokeExact(stream, data, data.byteSize()) == 0;
    } catch (Throwable e) {
      throw rethrow(e);
    }
  }

  MemorySegment finishInsert(MemorySegment stream) {
    return pointer(finishInsert, stream);
  }

  void cancelInsert(MemorySegment stream) {
    call(cancelInsert, stream);
  }

  Optional<String> insertError(MemorySegment stream) {
    return text(pointer(insertError, stream));
  }

  void destroyInsert(MemorySegment stream) {
    call(destroyInsert, stream);
  }

  private static MemorySegment statement(
      MethodHandle function,
      MemorySegment connection,
      String sql,
      String format,
      Map<String, String> parameters) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment query = bytes(arena, sql);
      MemorySegment formatName = bytes(arena, format);
      long count = parameters.size();
      MemorySegment names = arena.allocate(ADDRESS, count + 1);
      MemorySegment nameLengths = arena.allocate(JAVA_LONG, count + 1);
      MemorySegment values = arena.allocate(ADDRESS, count + 1);
      MemorySegment valueLengths = arena.allocate(JAVA_LONG, count + 1);
      long i = 0;
      for (Map.Entry<String, String> parameter : parameters.entrySet()) {
        MemorySegment name = bytes(arena, parameter.getKey());
        MemorySegment value = bytes(arena, parameter.getValue());
        names.setAtIndex(ADDRESS, i, name);
        nameLengths.setAtIndex(JAVA_LONG, i, name.byteSize() - 1);
        values.setAtIndex(ADDRESS, i, value);
        valueLengths.setAtIndex(JAVA_LONG, i, value.byteSize() - 1);
        i++;
      }
      return (MemorySegment)
          function.invokeExact(
              connection,
              query,
              query.byteSize() - 1,
              formatName,
              formatName.byteSize() - 1,
              names,
              nameLengths,
              values,
              valueLengths,
              count);
    } catch (Throwable e) {
      throw rethrow(e);
    }
  }

  /** The text in UTF-8 with one NUL behind it, which is not part of it. */
  private static MemorySegment bytes(Arena arena, String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    MemorySegment segment = arena.allocate(utf8.length + 1L);
    MemorySegment.copy(utf8, 0, segment, java.lang.foreign.ValueLayout.JAVA_BYTE, 0, utf8.length);
    return segment;
  }

  private static Optional<String> text(MemorySegment pointer) {
    return pointer.address() == 0
        ? Optional.empty()
        : Optional.of(pointer.reinterpret(Long.MAX_VALUE).getString(0));
  }

  private static void call(MethodHandle function, MemorySegment argument) {
    try {
      function.invokeExact(argument);
    } catch (Throwable e) {
      throw rethrow(e);
    }
  }

  private static MemorySegment pointer(MethodHandle function, MemorySegment argument) {
    try {
      return (MemorySegment) function.invokeExact(argument);
    } catch (Throwable e) {
      throw rethrow(e);
    }
  }

  private static long number(MethodHandle function, MemorySegment argument) {
    try {
      return (long) function.invokeExact(argument);
    } catch (Throwable e) {
      throw rethrow(e);
    }
  }

  private MethodHandle returns(MemoryLayout result, String name, MemoryLayout... arguments) {
    return LINKER.downcallHandle(symbol(name), FunctionDescriptor.of(result, arguments));
  }

  private MethodHandle returnsNothing(String name, MemoryLayout... arguments) {
    return LINKER.downcallHandle(symbol(name), FunctionDescriptor.ofVoid(arguments));
  }

  private MemorySegment symbol(String name) {
    return symbols
        .find(name)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "The engine library has no function " + name + ": it is older than 26.7"));
  }

  private static RuntimeException rethrow(Throwable e) {
    if (e instanceof Error error) {
      throw error;
    }
    if (e instanceof RuntimeException runtime) {
      throw runtime;
    }
    // The functions are C: nothing checked can come out of them.
    throw new IllegalStateException(e);
  }
}
