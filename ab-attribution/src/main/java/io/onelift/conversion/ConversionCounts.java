package io.onelift.conversion;

import io.onelift.decision.Credits;
import io.onelift.decision.Credits.Credited;
import io.onelift.event.Commit;
import io.onelift.exposure.OfferTally;
import io.onelift.placement.TrackingSchema;
import java.time.LocalDate;
import java.util.Set;
import java.util.SortedMap;

/**
 * How often each offer led to what it is for, and what that was worth, per placement and day of the
 * project's zone. Counts events, so a merge of profiles changes nothing. Safe for use by many
 * threads.
 */
public final class ConversionCounts implements Commit.Listener {
  private static final Set<String> EVENTS = Set.of(TrackingSchema.CONVERSION);

  private final Credits credits;
  private final OfferTally conversions = new OfferTally();
  private final OfferTally values = new OfferTally();

  /** Counts what is stored. Make it a listener of commits before the next one comes. */
  public ConversionCounts(Credits credits) {
    this.credits = credits;
    credits.stored(EVENTS).forEach(this::add);
  }

  @Override
  public void committed(Commit commit) {
    credits.committed(commit, EVENTS, this::add);
  }

  private void add(Credited credited) {
    conversions.add(credited.credit(), credited.day(), (double) credited.count());
    values.add(credited.credit(), credited.day(), credited.value());
  }

  public long conversions(String placement, String offer) {
    return (long) conversions.total(placement, offer);
  }

  /** The sum of {@code value}, in the project's currency. */
  public double value(String placement, String offer) {
    return values.total(placement, offer);
  }

  /** Of all offers of a placement; days without any are left out. */
  public SortedMap<LocalDate, Double> conversionsByDay(String placement) {
    return conversions.byDay(placement);
  }
}
