package io.onelift.demo;

import io.onelift.experiment.Experiment;
import io.onelift.experiment.Experiment.Kind;
import io.onelift.experiment.Experiment.Metric;
import io.onelift.experiment.Experiment.Variant;
import io.onelift.experiment.ExperimentCatalog;
import io.onelift.offer.Offer;
import io.onelift.offer.OfferCatalog;
import io.onelift.placement.Placement;
import io.onelift.placement.PlacementCatalog;
import io.onelift.tag.EventMeasure.PropertyTest;
import io.onelift.tag.Predicate;
import io.onelift.tag.Scalar;
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
      // What happens on other placements is not the experiment's doing.
      List<PropertyTest> here =
          List.of(new PropertyTest("placement", new Predicate.In(List.of(Scalar.of(placement)))));
      List<Metric> metrics =
          List.of(
              new Metric("click", "点击 · Click", "click", Kind.CONVERSION, Optional.empty(), here),
              new Metric(
                  "conversion",
                  "转化 · Conversion",
                  "conversion",
                  Kind.CONVERSION,
                  Optional.empty(),
                  here),
              new Metric(
                  "value",
                  "转化金额 · Conversion value",
                  "conversion",
                  Kind.SUM,
                  Optional.of("value"),
                  here));
      experiments.create(
          Experiment.draft(key, name, variants, metrics, Optional.of(placement)), BY);
      experiments.start(key, BY);
    }
  }
}
