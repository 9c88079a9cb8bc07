package io.onelift.json;

import io.onelift.cockpit.Cockpit.VitalFigure;
import java.util.OptionalDouble;

/**
 * A sign of health.
 *
 * @param about what it means, in one sentence
 * @param before the rate in the period before
 */
public record VitalJson(
    String key,
    NamesJson names,
    NamesJson about,
    long part,
    long whole,
    OptionalDouble rate,
    OptionalDouble before) {
  public static VitalJson of(VitalFigure figure) {
    return new VitalJson(
        figure.vital().json(),
        NamesJson.of(figure.vital().zh(), figure.vital().en()),
        NamesJson.of(figure.vital().aboutZh(), figure.vital().aboutEn()),
        figure.part(),
        figure.whole(),
        figure.rate(),
        figure.before());
  }
}
