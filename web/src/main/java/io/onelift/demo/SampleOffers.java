package io.onelift.demo;

import io.onelift.experiment.Experiment;
import io.onelift.experiment.Experiment.Metric;
import io.onelift.experiment.Experiment.Variant;
import io.onelift.experiment.ExperimentCatalog;
import io.onelift.offer.Offer;
import io.onelift.offer.OfferCatalog;
import io.onelift.placement.Placement;
import io.onelift.placement.PlacementCatalog;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The sample bank's offers, experiments and placements, made once; what somebody changed since is
 * left alone.
 */
public final class SampleOffers {
  private static final String BY = "sample bank";

  private SampleOffers() {}

  /** Makes what is missing. */
  public static void define(
      OfferCatalog offers, ExperimentCatalog experiments, PlacementCatalog placements) {
    experiment(
        experiments,
        OfferExposures.CREATIVE,
        "基金横幅文案 · Fund banner creative",
        List.of(new Variant("control", "现有文案", 1, true), new Variant("benefit", "收益型文案", 1, false)),
        "fund_banner");
    experiment(
        experiments,
        OfferExposures.TIMING,
        "首页弹窗时机 · Home pop-up timing",
        List.of(new Variant("control", "立即弹出", 1, true), new Variant("delayed", "延迟弹出", 1, false)),
        "home_popup");
    for (Bank.Placement placement : Bank.PLACEMENTS) {
      for (Bank.Offer offer : placement.offers()) {
        if (offers.find(offer.key()).isEmpty()) {
          offers.save(
              new Offer(
                  offer.key(),
                  offer.name(),
                  placement.name() + " · " + offer.name(),
                  Optional.empty(),
                  Optional.empty(),
                  Map.of("title", offer.name()),
                  true),
              BY);
        }
      }
      if (placements.find(placement.key()).isEmpty()) {
        placements.save(placement(placement), BY);
      }
    }
  }

  private static Placement placement(Bank.Placement placement) {
    List<String> offers = placement.offers().stream().map(Bank.Offer::key).toList();
    Optional<String> experiment =
        switch (placement.key()) {
          case "fund_banner" -> Optional.of(OfferExposures.CREATIVE);
          case "home_popup" -> Optional.of(OfferExposures.TIMING);
          default -> Optional.empty();
        };
    return new Placement(
        placement.key(),
        placement.name() + " · " + placement.english(),
        "",
        offers,
        Optional.of(offers.getFirst()),
        experiment);
  }

  private static void experiment(
      ExperimentCatalog experiments,
      String key,
      String name,
      List<Variant> variants,
      String placement) {
    if (experiments.find(key).isEmpty()) {
      List<Metric> metrics =
          List.of(
              Metric.conversion("click", "点击 · Click", "click"),
              Metric.conversion("conversion", "转化 · Conversion", "conversion"),
              Metric.sum("value", "转化金额 · Conversion value", "conversion", "value"));
      experiments.create(
          Experiment.draft(key, name, variants, metrics, Optional.of(placement)), BY);
      experiments.start(key, BY);
    }
  }
}
