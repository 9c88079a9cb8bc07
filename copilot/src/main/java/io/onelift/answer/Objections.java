package io.onelift.answer;

import io.onelift.ir.MetricQuery;
import io.onelift.ir.MetricQuery.DimensionFilter;
import io.onelift.linking.Element;
import io.onelift.linking.Element.OfDimension;
import io.onelift.linking.Element.OfMetric;
import io.onelift.linking.Element.OfValue;
import io.onelift.linking.Linked;
import io.onelift.linking.Mention;
import io.onelift.parsing.Doubt;
import io.onelift.semantic.Dimension;
import io.onelift.semantic.Metric;
import io.onelift.semantic.SemanticModel;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Says why there is no answer, and what to ask instead. */
public final class Objections {
  private static final int SUGGESTED = 4;

  private final Linked linked;
  private final SemanticModel model;
  private final Language language;
  private final LocalDate today;
  private final Wording wording;

  private Objections(Linked linked, SemanticModel model, LocalDate today) {
    this.linked = linked;
    this.model = model;
    this.language = Language.of(linked.language());
    this.today = today;
    this.wording = new Wording(model, language, today);
  }

  /** The words for a doubt about a question. */
  public static Objection of(Doubt doubt, Linked linked, SemanticModel model, LocalDate today) {
    return new Objections(linked, model, today).objection(doubt);
  }

  private Objection objection(Doubt doubt) {
    return switch (doubt) {
      case Doubt.NothingKnown _ ->
          refuse(
              say(
                  "这个问题我回答不了：里面没有我认识的指标。我能回答的是：一个或几个指标，可以按一两个维度拆分，限定时间范围和条件。",
                  "I can't answer this: it names no figure I know. I answer questions for one or"
                      + " more metrics, split by up to two dimensions, in a time range, with"
                      + " conditions."));
      case Doubt.OutOfReach out -> refuse(Topics.say(out.topic(), out.word(), language) + able());
      case Doubt.UnknownWords unknown -> unknown(unknown.words());
      case Doubt.NoMetric _ ->
          refuse(
              say("没有听出要看哪个指标。", "I could not tell which figure you want. ")
                  + say("例如：", "For example:")
                  + " "
                  + wording.list(
                      Suggestions.metrics(model).stream().limit(6).map(this::name).toList())
                  + say("。", "."));
      case Doubt.SeveralMeanings several -> severalMeanings(several);
      case Doubt.SeveralMetrics several -> severalMetrics(several.words());
      case Doubt.SeveralRanges ranges -> severalRanges(ranges.words());
      case Doubt.VagueTime vague -> vagueTime(vague.word());
      case Doubt.LooseWord loose ->
          refuse(
              say(
                  "不明白“" + loose.word().typed() + "”在这里指什么，为了不答错，我没有忽略它。请换一种说法。",
                  "I don't understand what \""
                      + loose.word().typed()
                      + "\" belongs to here, and ignoring it would answer another question. Please"
                      + " say it differently."));
      case Doubt.MetricCondition condition ->
          refuse(
              say(
                  "我还不能按指标“" + name(condition.metric()) + "”的大小筛选分组；可以看排名，例如“前10”。",
                  "I can't keep only groups by the size of \""
                      + name(condition.metric())
                      + "\"; I can rank them, for example \"top 10\"."));
      case Doubt.CountOfGroups count ->
          refuse(
              say(
                  "我不能数有多少个不同的“" + name(count.dimension()) + "”，但可以按它拆分指标。",
                  "I can't count how many different values \""
                      + name(count.dimension())
                      + "\" has, but I can split a figure by it."));
      case Doubt.NeedsGrouping needs ->
          refuse(
              say(
                  "“" + needs.word() + "”需要一个用来排序的维度，例如“新增客户数最多的5个城市”。",
                  "\""
                      + needs.word()
                      + "\" needs something to rank, for example \"the 5 cities with the most new"
                      + " customers\"."));
      case Doubt.NeedsBands bands ->
          refuse(
              say(
                  "“" + name(bands.dimension()) + "”是连续数值，没有分段，不能用来拆分；可以用作条件，例如“大于10万”。",
                  "\""
                      + name(bands.dimension())
                      + "\" is a number without bands, so nothing can be split by it; it can be a"
                      + " condition, for example \"over 100k\"."));
      case Doubt.DoesNotApply wrong -> doesNotApply(wrong);
      case Doubt.StateHasNoRange state -> stateHasNoRange(state);
      case Doubt.TooManyGroupings many ->
          refuse(
              say(
                  "最多按两个维度拆分，这里有" + many.count() + "个。",
                  "I split by two dimensions at most; these are " + many.count() + "."));
      case Doubt.TooLong tooLong ->
          refuse(
              say(
                  "问题太长（" + tooLong.length() + "个字符），请缩短到500个字符以内。",
                  "The question is too long ("
                      + tooLong.length()
                      + " characters); please keep it under 500."));
      case Doubt.Rejected rejected ->
          refuse(say("查询没有通过检查：", "The query did not pass the check: ") + rejected.problem());
    };
  }

  private String able() {
    return say(
        "我能回答的是：指标，可以按一两个维度拆分，限定时间范围和条件。",
        " What I can do: metrics, split by up to two dimensions, in a time range, with"
            + " conditions.");
  }

  private Objection unknown(List<Mention> words) {
    List<String> typed = words.stream().map(Mention::typed).toList();
    List<Choice> choices =
        words.size() > 1
            ? List.of()
            : linked.nearest().getOrDefault(words.getFirst(), List.of()).stream()
                .map(near -> new Choice(near, linked.with(words.getFirst(), near)))
                .toList();
    String quoted =
        wording.list(typed.stream().map(w -> say("“" + w + "”", "\"" + w + "\"")).toList());
    String text =
        say("我不认识", "I don't know ")
            + quoted
            + say("。", ". ")
            + (choices.isEmpty()
                ? say(
                    "忽略它就会答成另一个问题，所以我不回答。",
                    "Ignoring it would answer another question, so I don't.")
                : say("您是不是想说下面的某一个？", "Did you mean one of these?"));
    return new Objection(text, choices, suggestions());
  }

  private Objection severalMeanings(Doubt.SeveralMeanings several) {
    List<Choice> choices = several.meanings().stream().map(e -> choice(several.word(), e)).toList();
    return new Objection(
        say(
            "“" + several.word().typed() + "”可以指几样东西，您要的是哪一个？",
            "\"" + several.word().typed() + "\" can mean several things. Which one do you mean?"),
        choices,
        List.of());
  }

  private Choice choice(Mention word, Element meaning) {
    return switch (meaning) {
      case OfMetric of -> new Choice(name(of.metric()), linked.with(word, name(of.metric())));
      case OfDimension of ->
          new Choice(name(of.dimension()), linked.with(word, name(of.dimension())));
      case OfValue of -> {
        String value = wording.value(of.dimension().key(), of.value());
        String said = name(of.dimension()) + say("为", " ") + value;
        yield new Choice(name(of.dimension()) + say("：", ": ") + value, linked.with(word, said));
      }
      case Element.Days _, Element.Step _, Element.Amount _, Element.Word _, Element.Beyond _ ->
          new Choice(word.typed(), linked.original());
    };
  }

  private Objection severalMetrics(List<Mention> words) {
    List<Choice> choices =
        words.stream()
            .flatMap(w -> w.elements().stream())
            .flatMap(e -> e instanceof OfMetric of ? Stream.of(of.metric()) : Stream.empty())
            .distinct()
            .map(m -> new Choice(name(m), Suggestions.plain(m, model, language, today)))
            .toList();
    return new Objection(
        say(
            "这里有几个指标，我不确定它们的关系。您要看哪一个？要同时看，请用“和”连接。",
            "There are several figures here and I can't tell how they belong together. Which one"
                + " do you want? For both, join them with \"and\"."),
        choices,
        List.of());
  }

  private Objection severalRanges(List<Mention> ranges) {
    List<Choice> choices =
        ranges.stream()
            .map(
                kept -> {
                  Mention other =
                      ranges.stream().filter(r -> !r.equals(kept)).findFirst().orElseThrow();
                  return new Choice(kept.typed(), linked.with(other, ""));
                })
            .toList();
    return new Objection(
        say(
            "一次只能看一个时间范围。您要看哪一个？也可以问趋势，例如“按周”。",
            "I look at one time range at a time. Which one? You can also ask for a trend, for"
                + " example \"by week\"."),
        ranges.size() == 2 ? choices : List.of(),
        suggestions());
  }

  private Objection vagueTime(Mention word) {
    List<Choice> choices =
        Stream.of(7, 30, 90)
            .map(
                n -> {
                  String said = say("最近" + n + "天", "in the last " + n + " days");
                  return new Choice(said, linked.with(word, said));
                })
            .toList();
    return new Objection(
        say("“" + word.typed() + "”是多长时间？", "How long is \"" + word.typed() + "\"?"),
        choices,
        List.of());
  }

  private Objection doesNotApply(Doubt.DoesNotApply wrong) {
    QuestionText text = new QuestionText(model, language, today);
    MetricQuery query = wrong.query();
    String key = wrong.dimension().key();
    MetricQuery without =
        new MetricQuery(
            query.metrics(),
            query.by().stream().filter(g -> !g.dimension().equals(key)).toList(),
            query.filters().stream()
                .filter(f -> !(f instanceof DimensionFilter on && on.dimension().equals(key)))
                .toList(),
            query.range(),
            List.of(),
            query.limit());
    List<String> fitting =
        model.dimensionsOf(wrong.metric()).stream()
            .filter(d -> !d.labels().isEmpty())
            .limit(8)
            .map(d -> language.name(d.names()))
            .toList();
    return new Objection(
        say(
            "“"
                + name(wrong.metric())
                + "”不能按“"
                + name(wrong.dimension())
                + "”来看。它可以用的维度有："
                + String.join("、", fitting)
                + "等。",
            "\""
                + name(wrong.metric())
                + "\" has no \""
                + name(wrong.dimension())
                + "\". It can be split by "
                + String.join(", ", fitting)
                + " and others."),
        List.of(new Choice(text.of(without), text.of(without))),
        suggestions());
  }

  private Objection stateHasNoRange(Doubt.StateHasNoRange state) {
    MetricQuery query = state.query();
    MetricQuery now =
        new MetricQuery(
            query.metrics(),
            query.by(),
            query.filters(),
            Optional.empty(),
            List.of(),
            query.limit());
    String question = new QuestionText(model, language, today).of(now);
    return new Objection(
        say(
            "“" + name(state.metric()) + "”是当前的状态，没有历史数据，不能限定时间范围。要看现在的数值吗？",
            "\""
                + name(state.metric())
                + "\" is a state as of now and has no history, so it can't be limited to a time"
                + " range. Do you want it as of now?"),
        List.of(
            new Choice(say("现在的" + name(state.metric()), name(state.metric()) + " now"), question)),
        suggestions());
  }

  private Objection refuse(String text) {
    return new Objection(text, List.of(), suggestions());
  }

  /** Starts from what the question did name. */
  private List<String> suggestions() {
    List<Metric> named =
        linked.mentions().stream()
            .flatMap(m -> m.elements().stream())
            .flatMap(e -> e instanceof OfMetric of ? Stream.of(of.metric()) : Stream.empty())
            .distinct()
            .toList();
    return Suggestions.of(model, named, language, today, SUGGESTED);
  }

  private String name(Metric metric) {
    return language.name(metric.names());
  }

  private String name(Dimension dimension) {
    return language.name(dimension.names());
  }

  private String say(String zh, String en) {
    return language.say(zh, en);
  }
}
