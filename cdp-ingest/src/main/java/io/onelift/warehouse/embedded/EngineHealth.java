package io.onelift.warehouse.embedded;

import java.time.Instant;

/** How the engine is. */
public sealed interface EngineHealth {

  /**
   * It answers.
   *
   * @param pid of its process
   */
  record Running(long pid) implements EngineHealth {}

  /** Its process ended and is started again; statements fail and may be repeated soon. */
  record Restarting(Instant since) implements EngineHealth {}

  /** It ended too often to be started again. */
  record Failed(String reason) implements EngineHealth {}

  /** It was closed. */
  record Closed() implements EngineHealth {}
}
