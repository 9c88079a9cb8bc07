package io.onelift.json;

import java.time.LocalDate;
import java.util.List;

/** How the project is doing. */
public record StatusJson(
    long events,
    long profiles,
    long identifiers,
    WarehouseJson warehouse,
    List<DayJson> eventsByDay,
    IngestJson ingest,
    ProgressJson demo) {

  /** The warehouse; {@code embedded} when it is the engine in a child process. */
  public record WarehouseJson(
      String version, String address, boolean embedded, boolean reachable) {}

  /** Events of a day of the project's zone. */
  public record DayJson(LocalDate day, long count) {}

  /** Since the start. */
  public record IngestJson(long accepted, long duplicates, long rejected, long waiting) {}
}
