package io.onelift.json;

import io.onelift.erasure.Erasure;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** That somebody was erased, without anything that says who. */
public record ErasureJson(
    String erasureId,
    Instant requestedAt,
    String by,
    String profileId,
    boolean suppress,
    long events,
    long identifiers,
    long traits,
    long rejected,
    long dropped,
    Optional<Instant> doneAt,
    List<DayJson> eventsByDay) {

  /** Events of one name and day. */
  public record DayJson(String event, LocalDate day, long events) {}

  public static ErasureJson of(Erasure erasure) {
    return new ErasureJson(
        erasure.id(),
        erasure.requestedAt(),
        erasure.by(),
        erasure.profile().toString(),
        erasure.suppress(),
        erasure.events(),
        erasure.identifiers(),
        erasure.traits(),
        erasure.rejected(),
        erasure.dropped(),
        erasure.doneAt(),
        erasure.eventsByDay().stream()
            .map(day -> new DayJson(day.event(), day.day(), day.events()))
            .toList());
  }
}
