package io.onelift.model;

import io.onelift.bitmap.TagIndex;
import io.onelift.event.Conflict;
import io.onelift.model.Fit.WeightedFeature;
import io.onelift.model.Report.Importance;
import io.onelift.model.Report.LeftOut;
import io.onelift.model.Report.Why;
import io.onelift.tag.Tag;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.roaringbitmap.RoaringBitmap;

/**
 * Learns and measures: candidates → split → selection → fit → figures on those held out. What is
 * measured is what scores; nothing is learned again afterwards.
 */
final class Trainer {
  private static final int FEWEST_OF_A_CLASS = 20;

  private final LogisticRegression regression;

  Trainer(LogisticRegression regression) {
    this.regression = regression;
  }

  /**
   * What a training reads.
   *
   * @param definition its version
   * @param population who the model is about
   * @param positives those of them that the label holds for
   * @param tags that may be used, with their values
   * @param leftOut tags that may not
   */
  record Material(
      int definition,
      RoaringBitmap population,
      RoaringBitmap positives,
      Map<Tag, TagIndex> tags,
      List<LeftOut> leftOut,
      long seed,
      Instant now,
      ZoneId zone) {}

  /**
   * Trains a model.
   *
   * @throws Conflict when the label or the tags give too little to learn from
   */
  Trained train(Material material, Step.Listener progress) {
    long start = System.nanoTime();
    RoaringBitmap others = RoaringBitmap.andNot(material.population, material.positives);
    checkLabel(material.positives.getLongCardinality(), others.getLongCardinality());
    List<Candidate> candidates = candidates(material, progress);
    Split split = Split.of(material.positives, others, material.seed);
    FeatureSelection selection = FeatureSelection.of(candidates, split);
    if (selection.selected().isEmpty()) {
      throw new Conflict(
          "No tag tells those the label holds for from the others better than chance. Define tags"
              + " that could, or choose a larger label.");
    }
    progress.at(Step.FITTING, .4);
    List<RoaringBitmap> columns = selection.selected().stream().map(Candidate::holds).toList();
    DesignMatrix training = DesignMatrix.of(split.training(), columns);
    Coefficients learned =
        regression.fit(
            training,
            columns.size(),
            split.positives(),
            split.positiveWeight(),
            split.negativeWeight());
    progress.at(Step.MEASURING, .85);
    DesignMatrix held = DesignMatrix.of(split.heldOut(), columns);
    double[] logits = held.logits(learned.intercept(), learned.array());
    Fit fit = fit(material, selection, split, learned, held, logits);
    List<LeftOut> leftOut = leftOut(material, selection);
    HeldOutFigures figures = figures(held, logits, split);
    Report report =
        new Report(
            material.population.getLongCardinality(),
            material.positives.getLongCardinality(),
            training.rows(),
            held.rows(),
            figures.positives(),
            figures.auc(),
            figures.roc(),
            figures.lift(),
            figures.calibration(),
            figures.brier(),
            figures.logLoss(),
            importance(fit, held, split),
            leftOut,
            Duration.ofNanos(System.nanoTime() - start));
    return new Trained(fit, report);
  }

  private static void checkLabel(long positives, long others) {
    if (positives < FEWEST_OF_A_CLASS || others < FEWEST_OF_A_CLASS) {
      throw new Conflict(
          "The label holds for "
              + positives
              + " profiles and not for "
              + others
              + "; a model needs at least "
              + FEWEST_OF_A_CLASS
              + " of each. Change the label or the population.");
    }
  }

  private static List<Candidate> candidates(Material material, Step.Listener progress) {
    CandidateFeatures features =
        new CandidateFeatures(material.population, material.now, material.zone);
    List<Candidate> candidates = new ArrayList<>();
    int read = 0;
    for (Map.Entry<Tag, TagIndex> tag : material.tags.entrySet()) {
      progress.at(Step.READING_TAGS, .05 + .35 * read++ / material.tags.size());
      candidates.addAll(features.of(tag.getKey(), tag.getValue()));
    }
    return candidates;
  }

  private static double weight(Split split, int profile) {
    return split.positives().contains(profile) ? split.positiveWeight() : split.negativeWeight();
  }

  private static Fit fit(
      Material material,
      FeatureSelection selection,
      Split split,
      Coefficients learned,
      DesignMatrix held,
      double[] logits) {
    RoaringBitmap positives = RoaringBitmap.and(split.training(), split.positives());
    RoaringBitmap others = RoaringBitmap.andNot(split.training(), split.positives());
    double people =
        positives.getLongCardinality() * split.positiveWeight()
            + others.getLongCardinality() * split.negativeWeight();
    List<WeightedFeature> features = new ArrayList<>();
    for (int i = 0; i < selection.selected().size(); i++) {
      Candidate candidate = selection.selected().get(i);
      double holding =
          RoaringBitmap.andCardinality(positives, candidate.holds()) * split.positiveWeight()
              + RoaringBitmap.andCardinality(others, candidate.holds()) * split.negativeWeight();
      features.add(
          new WeightedFeature(candidate.feature(), learned.weights().get(i), holding / people));
    }
    double baseRate =
        material.positives.getLongCardinality() / (double) material.population.getLongCardinality();
    return new Fit(
        material.definition,
        material.now,
        baseRate,
        learned.intercept(),
        features,
        grades(held, logits, split));
  }

  /** The scores that part the held out people into the shares of the grades. */
  private static List<Double> grades(DesignMatrix held, double[] logits, Split split) {
    int[] order =
        IntStream.range(0, logits.length)
            .boxed()
            .sorted(Comparator.comparingDouble((Integer row) -> -logits[row]))
            .mapToInt(Integer::intValue)
            .toArray();
    double all = 0;
    for (int row : order) {
      all += weight(split, held.profile(row));
    }
    List<Double> grades = new ArrayList<>();
    double seen = 0;
    double until = Fit.GRADE_SHARES.getFirst() * all;
    for (int row : order) {
      seen += weight(split, held.profile(row));
      if (grades.size() < Fit.GRADE_SHARES.size() && seen >= until) {
        grades.add(Fit.score(logits[row]));
        until +=
            grades.size() < Fit.GRADE_SHARES.size() ? Fit.GRADE_SHARES.get(grades.size()) * all : 0;
      }
    }
    while (grades.size() < Fit.GRADE_SHARES.size()) {
      grades.add(0.0);
    }
    return grades;
  }

  private static HeldOutFigures figures(DesignMatrix held, double[] logits, Split split) {
    double[] probabilities = new double[logits.length];
    boolean[] labels = new boolean[logits.length];
    for (int row = 0; row < logits.length; row++) {
      probabilities[row] = Coefficients.probability(logits[row]);
      labels[row] = split.positives().contains(held.profile(row));
    }
    return new HeldOutFigures(
        probabilities, labels, split.positiveWeight(), split.negativeWeight());
  }

  /** By how much each tag moves the log-odds of those held out, on average, either way. */
  private static List<Importance> importance(Fit fit, DesignMatrix held, Split split) {
    Contributions contributions = new Contributions(fit);
    Map<String, Double> moved = new LinkedHashMap<>();
    for (int row = 0; row < held.rows(); row++) {
      double weight = weight(split, held.profile(row));
      contributions
          .of(held.features(row))
          .forEach((tag, amount) -> moved.merge(tag, weight * Math.abs(amount), Double::sum));
    }
    double all = moved.values().stream().mapToDouble(Double::doubleValue).sum();
    return moved.entrySet().stream()
        .map(each -> new Importance(each.getKey(), all == 0 ? 0 : each.getValue() / all))
        .sorted(Comparator.comparingDouble(Importance::share).reversed())
        .toList();
  }

  private static List<LeftOut> leftOut(Material material, FeatureSelection selection) {
    List<LeftOut> leftOut = new ArrayList<>();
    selection.suspects().entrySet().stream()
        .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
        .forEach(suspect -> leftOut.add(new LeftOut(suspect.getKey(), Why.SUSPECTED_LEAK)));
    leftOut.addAll(material.leftOut);
    Set<String> said = new HashSet<>(selection.suspects().keySet());
    selection.selected().forEach(each -> said.add(each.feature().tag()));
    for (Tag tag : material.tags.keySet()) {
      if (!said.contains(tag.key())) {
        leftOut.add(new LeftOut(tag.key(), Why.SAYS_NOTHING));
      }
    }
    return leftOut;
  }

  /** The values of the features of a fit, as they are now, for these profiles. */
  static List<RoaringBitmap> columns(
      Fit fit,
      Function<String, Optional<TagIndex>> tags,
      RoaringBitmap profiles,
      Instant now,
      ZoneId zone) {
    return fit.features().stream()
        .map(WeightedFeature::feature)
        .map(
            feature ->
                tags.apply(feature.tag())
                    .map(index -> feature.holds(index, profiles, now, zone))
                    .orElseGet(RoaringBitmap::new))
        .toList();
  }
}
