package io.onelift.erasure;

import io.onelift.event.ProfileId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * That somebody was erased, without anything that says who.
 *
 * @param by who asked for it
 * @param suppress true when events with the same identifiers are dropped from then on
 * @param events how many were deleted, by name and day in {@code eventsByDay}
 * @param identifiers how many named the person
 * @param traits how many were known
 * @param rejected how many entries of the quarantine were theirs
 * @param dropped events that came later and were dropped
 * @param doneAt empty while it is under way
 */
public record Erasure(
    String id,
    Instant requestedAt,
    String by,
    ProfileId profile,
    boolean suppress,
    long events,
    long identifiers,
    long traits,
    long rejected,
    long dropped,
    Optional<Instant> doneAt,
    List<EventsOfDay> eventsByDay) {
  public Erasure {
    eventsByDay = List.copyOf(eventsByDay);
  }

  /** Events of one name and day. */
  public record EventsOfDay(String event, LocalDate day, long events) {}
}
