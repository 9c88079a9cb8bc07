package io.onelift.json;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.LocalDate;
import java.util.List;

/** A placement with what has happened in it. */
public record PlacementReportJson(
    @JsonUnwrapped PlacementJson placement,
    List<OfferStatsJson> stats,
    List<DayJson> byDay,
    String policyVersion) {

  /**
   * An offer's figures.
   *
   * @param conversionRate conversions per exposure
   * @param posteriorMean what the ranking believes of the rate, with its 95 % interval
   * @param share how likely the ranking puts it first, 0 to 1
   */
  public record OfferStatsJson(
      String offer,
      String name,
      long exposures,
      long clicks,
      long conversions,
      double conversionRate,
      double posteriorMean,
      double low,
      double high,
      double share) {}

  /** A day's figures of all offers. */
  public record DayJson(LocalDate day, long exposures, long clicks, long conversions) {}
}
