package io.onelift.rootcause;

import io.onelift.ir.MetricQuery.DayRange;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A change and what makes it up.
 *
 * @param before the figure in the first period, scaled to the length of the second
 * @param after the figure in the second
 * @param factors of its formula, whose contributions add up to the change; empty without a formula
 * @param dimensions the ones that explain it best first
 * @param values of all dimensions, those that moved most beyond the rest first
 * @param uniform true when no value moved beyond the others: the cause lies not along a dimension
 * @param notes what was decided for the asker
 */
public record Change(
    String metric,
    DayRange beforeDays,
    DayRange afterDays,
    double before,
    double after,
    List<Factor> factors,
    List<DimensionCause> dimensions,
    List<ValueCause> values,
    boolean uniform,
    List<String> notes) {
  public Change {
    factors = List.copyOf(factors);
    dimensions = List.copyOf(dimensions);
    values = List.copyOf(values);
    notes = List.copyOf(notes);
  }

  public double change() {
    return after - before;
  }

  /** The change in parts of what it was; empty when it was nothing. */
  public OptionalDouble relative() {
    return before == 0 ? OptionalDouble.empty() : OptionalDouble.of(change() / Math.abs(before));
  }

  /**
   * A factor of the metric's formula.
   *
   * @param metric the key of its metric
   * @param per the key of the metric it is divided by; empty when it is not
   * @param contribution to the change, in the metric's unit
   */
  public record Factor(
      String metric, Optional<String> per, double before, double after, double contribution) {}

  /**
   * A dimension.
   *
   * @param surprise how differently the change is spread over its values than the figure was
   * @param explains the few values that make up most of the change; empty when no few do
   * @param share of the change that these make up
   */
  public record DimensionCause(
      String dimension, double surprise, List<String> explains, double share) {
    public DimensionCause {
      explains = List.copyOf(explains);
    }
  }

  /**
   * A value of a dimension.
   *
   * @param value empty for those who have none
   * @param before its figure in the first period, scaled as the whole is
   * @param contribution to the change, in the metric's unit; over the values of a dimension they
   *     add up to the change where the parts add up to the whole
   * @param excess what of it is beyond the change of everything else: the contribution less what it
   *     would be had everything moved alike
   * @param rate of a ratio: the part that comes from another rate inside
   * @param mix of a ratio: the part that comes from another weight among the values
   * @param pValue of the excess, adjusted for the number of values looked at; empty where the
   *     figures are too few for a test
   */
  public record ValueCause(
      String dimension,
      Optional<String> value,
      double before,
      double after,
      double contribution,
      double excess,
      OptionalDouble rate,
      OptionalDouble mix,
      OptionalDouble pValue) {
    /** Wrong for at most 5 % of all that is called so. */
    public boolean isSignificant() {
      return pValue.isPresent() && pValue.getAsDouble() <= .05;
    }
  }
}
