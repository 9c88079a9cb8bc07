package io.onelift.model;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * How good a model is, measured on people it has not seen, and what it went by.
 *
 * @param population how many people it is about
 * @param positives how many of them the label holds for
 * @param trainingRows how many people it learned from
 * @param heldOut how many it was measured on
 * @param heldOutPositives how many of those are positive
 * @param roc from (0, 0) to (1, 1)
 * @param lift ten rows, the highest scores first
 * @param calibration ten rows, the lowest scores first
 * @param importance the most important tag first
 * @param leftOut tags that were not used, with why
 */
public record Report(
    long population,
    long positives,
    int trainingRows,
    int heldOut,
    int heldOutPositives,
    Auc auc,
    List<RocPoint> roc,
    List<Decile> lift,
    List<CalibrationBin> calibration,
    double brier,
    double logLoss,
    List<Importance> importance,
    List<LeftOut> leftOut,
    Duration took) {
  public Report {
    roc = List.copyOf(roc);
    lift = List.copyOf(lift);
    calibration = List.copyOf(calibration);
    importance = List.copyOf(importance);
    leftOut = List.copyOf(leftOut);
  }

  /** The area under the ROC curve with its 95 % interval. */
  public record Auc(double value, double low, double high) {}

  /**
   * One point of the ROC curve.
   *
   * @param falsePositives the share of the others that a threshold takes
   * @param truePositives the share of the positives that it takes
   */
  public record RocPoint(double falsePositives, double truePositives) {}

  /**
   * A tenth of the people by score.
   *
   * @param decile from 1, the highest scores
   * @param rate the share of positives in this tenth
   * @param lift the rate divided by that of everybody
   * @param cumulativeLift of this tenth and those above
   * @param captured the share of all positives in this tenth and those above
   */
  public record Decile(
      int decile, double rate, double lift, double cumulativeLift, double captured) {}

  /**
   * A tenth of the people by score.
   *
   * @param predicted the mean probability that the model gives
   * @param observed the share of positives
   */
  public record CalibrationBin(double predicted, double observed, int people) {}

  /**
   * How much a tag moves scores.
   *
   * @param share of all that tags move, 0 to 1
   */
  public record Importance(String tag, double share) {}

  /** A tag that was not used. */
  public record LeftOut(String tag, Why why) {}

  /** Why a tag was not used. */
  public enum Why {
    /** The label's rule names it, or what it is made of. */
    LABEL,
    /** It gives the label away almost perfectly: probably it is known only afterwards. */
    SUSPECTED_LEAK,
    /** It is made of a personal trait. */
    PERSONAL,
    /** The definition says so. */
    EXCLUDED,
    /** It comes from a model itself. */
    MODEL,
    /** It has no values yet. */
    NO_VALUES,
    /** It does not tell the label better than chance. */
    SAYS_NOTHING;

    /** As JSON writes it. */
    public String json() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
