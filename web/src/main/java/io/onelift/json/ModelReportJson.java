package io.onelift.json;

import com.fasterxml.jackson.databind.JsonNode;
import io.onelift.metastore.Definitions.Stored;
import io.onelift.model.FeatureJson;
import io.onelift.model.Fit;
import io.onelift.model.Report;
import io.onelift.model.Trained;
import java.util.ArrayList;
import java.util.List;

/**
 * How good a training is, measured on people it has not seen.
 *
 * @param baseRate the share of positives in the population
 * @param grades the lowest score of each grade but the last
 * @param versions every training, the newest first
 */
public record ModelReportJson(
    ModelStateJson.TrainedJson training,
    double baseRate,
    int trainingRows,
    int heldOut,
    int heldOutPositives,
    Report.Auc auc,
    List<Report.RocPoint> roc,
    List<Report.Decile> lift,
    List<Report.CalibrationBin> calibration,
    double brier,
    double logLoss,
    List<ImportanceJson> importance,
    List<LeftOutJson> leftOut,
    List<Double> grades,
    long tookMs,
    List<ModelStateJson.TrainedJson> versions) {
  public static ModelReportJson of(Stored<Trained> stored, List<Stored<Trained>> all) {
    Report report = stored.value().report();
    Fit fit = stored.value().fit();
    return new ModelReportJson(
        ModelStateJson.TrainedJson.of(stored),
        fit.baseRate(),
        report.trainingRows(),
        report.heldOut(),
        report.heldOutPositives(),
        report.auc(),
        report.roc(),
        report.lift(),
        report.calibration(),
        report.brier(),
        report.logLoss(),
        report.importance().stream().map(each -> ImportanceJson.of(each, fit)).toList(),
        report.leftOut().stream()
            .map(each -> new LeftOutJson(each.tag(), each.why().json()))
            .toList(),
        fit.grades(),
        report.took().toMillis(),
        all.stream().map(ModelStateJson.TrainedJson::of).toList());
  }

  /** A tag, its share of all that moves scores, and its features. */
  public record ImportanceJson(String tag, double share, List<FeatureWeightJson> features) {
    static ImportanceJson of(Report.Importance importance, Fit fit) {
      List<FeatureWeightJson> features = new ArrayList<>();
      for (Fit.WeightedFeature each : fit.features()) {
        if (each.feature().tag().equals(importance.tag())) {
          features.add(
              new FeatureWeightJson(
                  FeatureJson.print(each.feature()), each.weight(), each.share()));
        }
      }
      return new ImportanceJson(importance.tag(), importance.share(), features);
    }
  }

  /** A condition, what it adds to the log-odds, and the share of people it holds for. */
  public record FeatureWeightJson(JsonNode feature, double weight, double share) {}

  /** A tag that was not used, and why. */
  public record LeftOutJson(String tag, String why) {}
}
