package io.onelift.answer;

import io.onelift.execute.QueryResult;
import io.onelift.ir.MetricQuery;
import io.onelift.ir.MetricQuery.AudienceFilter;
import io.onelift.ir.MetricQuery.DimensionFilter;
import io.onelift.ir.MetricQuery.Filter;
import io.onelift.ir.MetricQuery.Grouping;
import io.onelift.linking.Mention;
import io.onelift.parsing.Reading;
import io.onelift.parsing.States;
import io.onelift.semantic.Metric;
import io.onelift.semantic.SemanticModel;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Makes an answer of a result. */
public final class Answers {
  private Answers() {}

  /** The words, the drawing and the origin of a result. */
  public static Answer of(
      Reading reading,
      QueryResult result,
      SemanticModel model,
      Language language,
      LocalDate today) {
    MetricQuery query = reading.query();
    Wording wording = new Wording(model, language, today);
    String text = new ResultText(query, result, model, wording, today).text();
    return new Answer(
        text + corrections(reading.corrections(), language) + basis(query, model, wording),
        plan(query, model, today),
        Charts.of(query, model),
        lineage(query, model, wording));
  }

  /** The reading in both languages. */
  public static Plan plan(MetricQuery query, SemanticModel model, LocalDate today) {
    return new Plan(
        query,
        read(query, model, new Wording(model, Language.ZH, today)),
        read(query, model, new Wording(model, Language.EN, today)));
  }

  private static String read(MetricQuery query, SemanticModel model, Wording wording) {
    Language language = wording.language();
    List<String> parts = new ArrayList<>();
    parts.add(wording.metrics(query));
    if (!query.by().isEmpty()) {
      parts.add(language.say("按", "by ") + groupings(query, wording));
    }
    if (!query.filters().isEmpty()) {
      parts.add(wording.filters(query));
    }
    parts.add(
        allStates(query, model) ? language.say("截至现在", "as of now") : wording.range(query.range()));
    if (!query.order().isEmpty()) {
      boolean descending = query.order().getFirst().descending();
      parts.add(
          wording.metric(query.order().getFirst().key())
              + (descending
                  ? language.say("从高到低", ", highest first")
                  : language.say("从低到高", ", lowest first")));
    }
    if (query.limit() < 1000) {
      parts.add(language.say("前" + query.limit() + "行", "first " + query.limit()));
    }
    return String.join(language.say("，", "; "), parts);
  }

  static String groupings(MetricQuery query, Wording wording) {
    return wording.list(query.by().stream().map(wording::grouping).toList());
  }

  static boolean allStates(MetricQuery query, SemanticModel model) {
    return query.metrics().stream()
        .flatMap(key -> model.metric(key).stream())
        .allMatch(metric -> States.is(metric, model));
  }

  private static String corrections(List<Mention> corrections, Language language) {
    if (corrections.isEmpty()) {
      return "";
    }
    String words = corrections.stream().map(Mention::typed).collect(Collectors.joining(", "));
    return language.say(
        "（已按最接近的名称理解“" + words + "”。）", " (I read \"" + words + "\" as the nearest name.)");
  }

  private static String basis(MetricQuery query, SemanticModel model, Wording wording) {
    Language language = wording.language();
    String definitions =
        query.metrics().stream()
            .flatMap(key -> model.metric(key).stream())
            .map(wording::definition)
            .collect(Collectors.joining(language.say("；", "; ")));
    return language.say("\n口径：" + definitions + "。", "\nBased on: " + definitions + ".");
  }

  private static List<Lineage> lineage(MetricQuery query, SemanticModel model, Wording wording) {
    List<Lineage> lineage = new ArrayList<>();
    for (String key : query.metrics()) {
      model.metric(key).ifPresent(m -> metric(m, model, wording, lineage));
    }
    for (Grouping grouping : query.by()) {
      model
          .dimension(grouping.dimension())
          .ifPresent(d -> lineage.add(new Lineage(d.key(), "dimension", wording.definition(d))));
    }
    for (Filter filter : query.filters()) {
      String element =
          switch (filter) {
            case DimensionFilter on -> on.dimension();
            case AudienceFilter in -> in.audience();
          };
      lineage.add(new Lineage(element, "filter", wording.filter(filter)));
    }
    if (!allStates(query, model)) {
      lineage.add(new Lineage("range", "range", wording.range(query.range())));
    }
    return lineage;
  }

  private static void metric(
      Metric metric, SemanticModel model, Wording wording, List<Lineage> lineage) {
    lineage.add(new Lineage(metric.key(), "metric", wording.definition(metric)));
    for (String part : metric.definition().uses()) {
      model
          .metric(part)
          .ifPresent(m -> lineage.add(new Lineage(part, "metric", wording.definition(m))));
    }
  }
}
