package io.onelift.http;

import io.javalin.http.Context;
import io.onelift.cockpit.Cockpit;
import io.onelift.cockpit.CockpitSettings;
import io.onelift.event.InvalidInput;
import io.onelift.experiment.Experiment;
import io.onelift.experiment.ExperimentCatalog;
import io.onelift.experiment.ExperimentReports;
import io.onelift.figure.Period;
import io.onelift.json.AnalysisJson;
import io.onelift.json.AnswerJson;
import io.onelift.json.AnswerJson.RangeJson;
import io.onelift.json.Body;
import io.onelift.json.ExperimentReportJson;
import io.onelift.json.NamesJson;
import io.onelift.json.VitalJson;
import io.onelift.resolve.Access;
import io.onelift.security.Permission;
import io.onelift.strategy.Decider;
import io.onelift.strategy.DecisionTable;
import io.onelift.strategy.DecisionTables;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.roaringbitmap.RoaringBitmap;

/** The strategist's start page, in one call. */
final class CockpitCalls implements Resource {
  private static final int MOST_STEPS = 12;

  private final Services.Reports reports;
  private final ExperimentCatalog experiments;
  private final ExperimentReports results;
  private final DecisionTables tables;
  private final Decider decider;
  private final Supplier<RoaringBitmap> everybody;

  CockpitCalls(Services.Reports reports, Services.Choice choice, Services.People people) {
    this.reports = reports;
    this.experiments = choice.experiments();
    this.results = choice.reports();
    this.tables = people.tables();
    this.decider = new Decider(people.engine());
    this.everybody = people.everybody();
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Route.get("/api/cockpit", Permission.READ, this::show),
        Route.put("/api/cockpit/settings", Permission.DEFINE_REPORTS, this::set));
  }

  private void show(Context context) {
    Period period = Parameters.period(context);
    Access access = AccessControl.access(context);
    Cockpit cockpit = reports.cockpit();
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("range", RangeJson.of(period.days(reports.figures().today())));
    answer.put("settings", cockpit.settings());
    answer.put("goals", section(() -> GoalCalls.all(reports.goals(), access)));
    answer.put(
        "health",
        section(() -> cockpit.health(period, access).stream().map(VitalJson::of).toList()));
    answer.put(
        "placements",
        section(
            () -> AnswerJson.of(cockpit.placements(period, access), reports.figures().model())));
    answer.put("funnel", section(() -> AnalysisJson.of(cockpit.funnel(period, access))));
    answer.put("experiments", section(this::experiments));
    answer.put("decision_tables", section(this::tables));
    answer.put("about", ABOUT);
    context.json(answer);
  }

  private static final Map<String, NamesJson> ABOUT =
      Map.of(
          "goals",
          NamesJson.of(
              "目标值、当前值与按目前进度推算的期末值",
              "Targets, the figures as of now, and what they come to at the pace so far"),
          "placements",
          NamesJson.of(
              "每个资源位上每个优惠的曝光、点击、转化次数，以及点击 ÷ 曝光、转化 ÷ 曝光",
              "Exposures, clicks and conversions of each offer in each placement, and clicks and"
                  + " conversions per exposure"),
          "funnel",
          NamesJson.of(
              "从第一步起 7 天内依次做过各步的人数",
              "How many people took the steps in their order within seven days of the first"),
          "strategies",
          NamesJson.of(
              "各实验相对对照组的效果及其 95 % 区间；各决策表每条规则覆盖的人数",
              "What each variant changes against the control, with its 95 % interval; whom each row"
                  + " of a decision table decides for"));

  /** One part that cannot be told must not hide the others. */
  private static Object section(Supplier<Object> part) {
    try {
      return part.get();
    } catch (InvalidInput e) {
      return Map.of("problem", e.getMessage());
    }
  }

  private List<ExperimentReportJson> experiments() {
    List<ExperimentReportJson> found = new ArrayList<>();
    for (Experiment experiment : experiments.list()) {
      if (experiment.state() != Experiment.State.DRAFT) {
        found.add(ExperimentReportJson.of(results.report(experiment.key())));
      }
    }
    return found;
  }

  private List<Map<String, Object>> tables() {
    List<Map<String, Object>> found = new ArrayList<>();
    for (DecisionTable table : tables.list()) {
      List<Long> sizes = decider.sizes(table, everybody.get());
      found.add(
          Map.of(
              "key",
              table.key(),
              "name",
              table.name(),
              "rows",
              sizes.subList(0, sizes.size() - 1),
              "otherwise",
              sizes.getLast()));
    }
    return found;
  }

  private void set(Context context) {
    Body body = Body.parse(context.bodyAsBytes());
    String activation = body.text("activation");
    String purchase = body.text("purchase");
    List<String> reach = body.texts("reach");
    List<String> funnel = body.texts("funnel");
    if (funnel.size() < 2 || funnel.size() > MOST_STEPS) {
      body.problem("funnel", "needs 2 to " + MOST_STEPS + " events, but has " + funnel.size());
    }
    body.end();
    CockpitSettings settings = new CockpitSettings(activation, purchase, reach, funnel);
    reports.cockpit().settings(settings);
    context.json(settings);
  }
}
