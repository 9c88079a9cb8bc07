package io.onelift.warehouse;

import java.util.Optional;

/**
 * ClickHouse did not do what was asked; {@link #fault()} says whose fault it is and whether trying
 * again helps.
 */
public final class WarehouseException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Who has to act. */
  public enum Fault {
    /** The warehouse is away or restarting: try again. */
    UNAVAILABLE,
    /** The statement is wrong: our bug or the user's SQL. */
    REJECTED,
    /** Memory, time, rows or concurrency ran out: ask for less. */
    LIMIT
  }

  private final Fault fault;
  private final int code;

  public WarehouseException(Fault fault, int code, String message, Throwable cause) {
    super(message, cause);
    this.fault = fault;
    this.code = code;
  }

  public Fault fault() {
    return fault;
  }

  /**
   * ClickHouse's own error code, for example 241 for MEMORY_LIMIT_EXCEEDED; empty when it gave
   * none.
   */
  public Optional<Integer> code() {
    return code == 0 ? Optional.empty() : Optional.of(code);
  }

  public boolean isRetriable() {
    return fault == Fault.UNAVAILABLE;
  }
}
