package io.onelift.cockpit;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.onelift.analysis.Analyses;
import io.onelift.analysis.AnalysisResult;
import io.onelift.execute.QueryEngine;
import io.onelift.figure.Answer;
import io.onelift.figure.FigureRequest;
import io.onelift.figure.Figures;
import io.onelift.figure.Period;
import io.onelift.figure.Shift;
import io.onelift.ir.MetricQuery.DayRange;
import io.onelift.ir.MetricQuery.Grouping;
import io.onelift.metastore.JsonCodec;
import io.onelift.metastore.Metastore;
import io.onelift.resolve.Access;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** The figures of the strategist's start page. Safe for use by many threads. */
public final class Cockpit {
  private static final String SETTINGS = "cockpit.settings";
  private static final JsonCodec<CockpitSettings> JSON = JsonCodec.of(CockpitSettings.class);
  private static final int MOST_PLACES = 200;
  private static final String FUNNEL_WINDOW = "7d";

  private final Metastore metastore;
  private final Figures figures;
  private final Analyses analyses;
  private final Health health;

  public Cockpit(Metastore metastore, QueryEngine queries, Figures figures, Analyses analyses) {
    this.metastore = metastore;
    this.figures = figures;
    this.analyses = analyses;
    this.health = new Health(queries);
  }

  /**
   * A sign of health now and in the period before.
   *
   * @param rate empty where the whole is nobody
   */
  public record VitalFigure(
      Vital vital, long part, long whole, OptionalDouble rate, OptionalDouble before) {}

  public CockpitSettings settings() {
    return metastore
        .setting(SETTINGS)
        .map(JSON.read())
        .orElseGet(() -> CockpitSettings.of(figures.model()));
  }

  public void settings(CockpitSettings settings) {
    metastore.setting(SETTINGS, JSON.write().apply(settings));
  }

  /** The signs of health, in the order they are shown. */
  public List<VitalFigure> health(Period period, Access access) {
    DayRange days = period.days(figures.today());
    CockpitSettings settings = settings();
    Map<Vital, Health.Share> now = health.of(days, settings, access);
    Map<Vital, Health.Share> then = health.of(new Shift.Previous().before(days), settings, access);
    List<VitalFigure> vitals = new ArrayList<>();
    now.forEach(
        (vital, share) ->
            vitals.add(
                new VitalFigure(
                    vital, share.part(), share.whole(), share.rate(), then.get(vital).rate())));
    return vitals;
  }

  /** What every offer in every placement brought, beside the period before. */
  public Answer placements(Period period, Access access) {
    return figures.answer(
        new FigureRequest(
            List.of("exposures", "clicks", "conversions", "click_rate", "conversion_rate"),
            List.of(
                new Grouping("placement", Optional.empty()),
                new Grouping("offer", Optional.empty())),
            List.of(),
            period,
            Optional.empty(),
            Optional.of(new Shift.Previous()),
            List.of(),
            MOST_PLACES),
        access);
  }

  /** How many go from step to step within seven days. */
  public AnalysisResult funnel(Period period, Access access) {
    DayRange days = period.days(figures.today());
    ObjectNode request = JsonNodeFactory.instance.objectNode();
    ArrayNode steps = request.putArray("steps");
    settings().funnel().forEach(event -> steps.addObject().put("event", event));
    request.put("window", FUNNEL_WINDOW);
    request.putObject("range").put("from", days.from().toString()).put("to", days.to().toString());
    return analyses.read("funnel", request, "").answer(access);
  }
}
