package io.onelift.json;

import io.onelift.json.AnswerJson.RangeJson;
import io.onelift.rootcause.Change;
import io.onelift.semantic.SemanticModel;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Why a metric moved.
 *
 * @param relative the change in parts of what it was
 * @param uniform true when no value of a dimension stands out
 * @param method what the figures are computed by
 */
public record ChangeJson(
    String metric,
    Optional<NamesJson> label,
    Optional<String> format,
    PeriodJson a,
    PeriodJson b,
    double change,
    OptionalDouble relative,
    List<FactorJson> factors,
    List<DimensionJson> dimensions,
    List<ValueJson> values,
    boolean uniform,
    List<String> notes,
    List<String> method) {
  private static final List<String> METHOD =
      List.of(
          "Factors: logarithmic mean Divisia index (Ang 2005).",
          "Values of ratios: rate and mix (Kitagawa 1955).",
          "Dimensions: Adtributor (Bhagwan et al., NSDI 2014).",
          "p-values: quasi-likelihood tests on days (McCullagh and Nelder 1989), adjusted for all"
              + " values at once (Benjamini and Hochberg 1995).");

  /**
   * @param model that names metrics and dimensions
   */
  public static ChangeJson of(Change change, SemanticModel model) {
    var metric = model.metric(change.metric());
    return new ChangeJson(
        change.metric(),
        metric.map(one -> NamesJson.of(one.names())),
        metric.map(one -> one.format().name().toLowerCase(Locale.ROOT)),
        new PeriodJson(RangeJson.of(change.beforeDays()), change.before()),
        new PeriodJson(RangeJson.of(change.afterDays()), change.after()),
        change.change(),
        change.relative(),
        change.factors().stream().map(factor -> FactorJson.of(factor, model)).toList(),
        change.dimensions().stream()
            .map(
                cause ->
                    new DimensionJson(
                        cause.dimension(),
                        label(cause.dimension(), model),
                        cause.surprise(),
                        cause.explains(),
                        cause.share()))
            .toList(),
        change.values().stream().map(cause -> ValueJson.of(cause, model)).toList(),
        change.uniform(),
        change.notes(),
        METHOD);
  }

  private static Optional<NamesJson> label(String dimension, SemanticModel model) {
    return model.dimension(dimension).map(one -> NamesJson.of(one.names()));
  }

  /** A period and the figure in it. */
  public record PeriodJson(RangeJson range, double value) {}

  /** A factor of the metric's formula; what they contribute adds up to the change. */
  public record FactorJson(
      String metric,
      Optional<String> per,
      Optional<NamesJson> label,
      Optional<NamesJson> perLabel,
      double a,
      double b,
      double contribution) {
    private static FactorJson of(Change.Factor factor, SemanticModel model) {
      return new FactorJson(
          factor.metric(),
          factor.per(),
          model.metric(factor.metric()).map(one -> NamesJson.of(one.names())),
          factor.per().flatMap(model::metric).map(one -> NamesJson.of(one.names())),
          factor.before(),
          factor.after(),
          factor.contribution());
    }
  }

  /** A dimension, and the few of its values that make up most of the change. */
  public record DimensionJson(
      String dimension,
      Optional<NamesJson> label,
      double surprise,
      List<String> explains,
      double share) {}

  /** A value of a dimension; see {@link Change.ValueCause}. */
  public record ValueJson(
      String dimension,
      Optional<NamesJson> label,
      Optional<String> value,
      double a,
      double b,
      double contribution,
      double excess,
      OptionalDouble rate,
      OptionalDouble mix,
      OptionalDouble pValue,
      boolean significant) {
    private static ValueJson of(Change.ValueCause cause, SemanticModel model) {
      return new ValueJson(
          cause.dimension(),
          ChangeJson.label(cause.dimension(), model),
          cause.value(),
          cause.before(),
          cause.after(),
          cause.contribution(),
          cause.excess(),
          cause.rate(),
          cause.mix(),
          cause.pValue(),
          cause.isSignificant());
    }
  }
}
