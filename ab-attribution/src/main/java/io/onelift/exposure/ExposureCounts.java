package io.onelift.exposure;

import io.onelift.decision.Credits;
import io.onelift.decision.Credits.Credited;
import io.onelift.event.Commit;
import io.onelift.placement.TrackingSchema;
import java.time.LocalDate;
import java.util.Set;
import java.util.SortedMap;

/**
 * How often each offer was seen and opened, per placement and day of the project's zone. Counts
 * events, so a merge of profiles changes nothing. Safe for use by many threads.
 */
public final class ExposureCounts implements Commit.Listener {
  private static final Set<String> EVENTS = Set.of(TrackingSchema.EXPOSURE, TrackingSchema.CLICK);

  private final Credits credits;
  private final OfferTally exposures = new OfferTally();
  private final OfferTally clicks = new OfferTally();

  /** Counts what is stored. Make it a listener of commits before the next one comes. */
  public ExposureCounts(Credits credits) {
    this.credits = credits;
    credits.stored(EVENTS).forEach(this::add);
  }

  @Override
  public void committed(Commit commit) {
    credits.committed(commit, EVENTS, this::add);
  }

  private void add(Credited credited) {
    OfferTally tally = credited.event().equals(TrackingSchema.EXPOSURE) ? exposures : clicks;
    tally.add(credited.credit(), credited.day(), (double) credited.count());
  }

  public long exposures(String placement, String offer) {
    return (long) exposures.total(placement, offer);
  }

  public long clicks(String placement, String offer) {
    return (long) clicks.total(placement, offer);
  }

  /** Of all offers of a placement; days without any are left out. */
  public SortedMap<LocalDate, Double> exposuresByDay(String placement) {
    return exposures.byDay(placement);
  }

  /** Of all offers of a placement; days without any are left out. */
  public SortedMap<LocalDate, Double> clicksByDay(String placement) {
    return clicks.byDay(placement);
  }
}
