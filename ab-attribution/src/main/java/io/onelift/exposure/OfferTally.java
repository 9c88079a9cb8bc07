package io.onelift.exposure;

import io.onelift.decision.Credit;
import java.time.LocalDate;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.DoubleAdder;

/**
 * Sums per placement, offer and day, in memory. Whole numbers stay exact up to 2^53. Safe for use
 * by many threads.
 */
public final class OfferTally {
  private final Map<Credit, DoubleAdder> totals = new ConcurrentHashMap<>();
  private final Map<String, Map<LocalDate, DoubleAdder>> days = new ConcurrentHashMap<>();

  public void add(Credit credit, LocalDate day, double amount) {
    totals.computeIfAbsent(credit, c -> new DoubleAdder()).add(amount);
    days.computeIfAbsent(credit.placement(), p -> new ConcurrentHashMap<>())
        .computeIfAbsent(day, d -> new DoubleAdder())
        .add(amount);
  }

  /** Of one offer in one placement, over all days. */
  public double total(String placement, String offer) {
    DoubleAdder total = totals.get(new Credit(placement, offer));
    return total == null ? 0 : total.sum();
  }

  /** Of all offers of a placement; days without any are left out. */
  public SortedMap<LocalDate, Double> byDay(String placement) {
    SortedMap<LocalDate, Double> sums = new TreeMap<>();
    days.getOrDefault(placement, Map.of()).forEach((day, sum) -> sums.put(day, sum.sum()));
    return sums;
  }
}
