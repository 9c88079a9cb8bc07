package io.onelift.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.onelift.answer.Choice;
import io.onelift.answer.Language;
import io.onelift.answer.Objection;
import io.onelift.answer.Objections;
import io.onelift.answer.QuestionText;
import io.onelift.answer.Suggestions;
import io.onelift.conversation.Interpretation;
import io.onelift.conversation.Interpreter;
import io.onelift.ir.MetricQuery;
import io.onelift.ir.MetricQuery.DayRange;
import io.onelift.ir.MetricQuery.DimensionFilter;
import io.onelift.ir.MetricQuery.Filter;
import io.onelift.ir.MetricQuery.Grain;
import io.onelift.ir.MetricQuery.Grouping;
import io.onelift.linking.Lexicon;
import io.onelift.parsing.OfflineParser;
import io.onelift.parsing.States;
import io.onelift.semantic.Dimension;
import io.onelift.semantic.Metric;
import io.onelift.semantic.SemanticModel;
import io.onelift.tag.Predicate.In;
import io.onelift.tag.Predicate.NotIn;
import io.onelift.tag.Scalar;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The copilot says what it does, does what it says, and ignores nothing. */
class HonestyTest {
  private static final List<Grain> STEPS =
      List.of(Grain.DAY, Grain.WEEK, Grain.MONTH, Grain.QUARTER, Grain.YEAR);

  @TempDir static Path directory;
  private static SemanticModel model;
  private static Lexicon lexicon;
  private static GoldenSet golden;

  @BeforeAll
  static void load() throws IOException {
    model = BankModel.load(directory);
    lexicon = BankModel.lexicon(model);
    try (InputStream json = Files.newInputStream(BankModel.resource("questions.json"))) {
      golden = GoldenSet.read(json);
    }
  }

  @Test
  void neverIgnoresAWordItDoesNotKnow() {
    for (GoldenCase one : golden.cases()) {
      if (one.expect().startsWith("?") || !one.after().isEmpty()) {
        continue;
      }
      String question = one.question();
      for (String strange : List.of("火星", " zorblax ", "已婚")) {
        for (int at = strange.length() % 3; at <= question.length(); at += 4) {
          String asked = question.substring(0, at) + strange + question.substring(at);
          assertThat(interpret(asked)).as(asked).isInstanceOf(Interpretation.Doubtful.class);
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void canAnswerEverythingItSuggests(Language language) {
    List<String> questions =
        Suggestions.of(model, List.of(), language, golden.today(), model.metrics().size());
    assertThat(questions).hasSizeGreaterThan(20);
    for (String question : questions) {
      assertThat(Understanding.of(interpret(question))).as(question).doesNotStartWith("?");
    }
  }

  @Test
  void understandsEveryChoiceItOffers() {
    int choices = 0;
    for (GoldenCase one : golden.cases()) {
      if (one.after().isEmpty()
          && interpret(one.question()) instanceof Interpretation.Doubtful doubtful) {
        Objection objection =
            Objections.of(doubtful.doubt(), doubtful.linked(), model, golden.today());
        for (Choice choice : objection.choices()) {
          choices++;
          assertThat(Understanding.of(interpret(choice.question())))
              .as(choice + " for " + one.question())
              .doesNotStartWith("?");
        }
      }
    }
    assertThat(choices).isGreaterThan(15);
  }

  @ParameterizedTest
  @EnumSource
  void readsAQuestionAsTheQueryItWasWrittenFrom(Language language) {
    QuestionText text = new QuestionText(model, language, golden.today());
    Random random = new Random(7);
    List<Metric> metrics = List.copyOf(model.metrics());
    for (int i = 0; i < 400; i++) {
      Metric metric = metrics.get(random.nextInt(metrics.size()));
      if (metric.key().endsWith("_count") || metric.key().endsWith("_profiles")) {
        continue;
      }
      MetricQuery query = query(metric, random);
      String question = text.of(query);
      assertThat(Understanding.of(interpret(question)))
          .as(question)
          .isEqualTo(Understanding.of(query));
    }
  }

  private static MetricQuery query(Metric metric, Random random) {
    List<Dimension> named =
        model.dimensionsOf(metric).stream().filter(d -> d.labels().size() > 1).toList();
    Dimension split = named.get(random.nextInt(named.size()));
    Dimension filtered = named.get(random.nextInt(named.size()));
    boolean state = States.is(metric, model);
    LocalDate today = golden.today();
    Grouping grouping =
        state || random.nextBoolean()
            ? new Grouping(split.key(), Optional.empty())
            : new Grouping("time", Optional.of(STEPS.get(random.nextInt(STEPS.size()))));
    List<Filter> filters =
        filtered.equals(split) || random.nextInt(3) == 0
            ? List.of()
            : List.of(filter(filtered, random));
    LocalDate last = today.minusDays(random.nextInt(40));
    Optional<DayRange> range =
        state
            ? Optional.empty()
            : Optional.of(new DayRange(last.minusDays(random.nextInt(60)), last.plusDays(1)));
    return new MetricQuery(
        List.of(metric.key()), List.of(grouping), filters, range, List.of(), 1000);
  }

  private static Filter filter(Dimension dimension, Random random) {
    List<Scalar> values =
        dimension.labels().stream()
            .map(label -> scalar(dimension, label.value()))
            .limit(1 + random.nextInt(2))
            .toList();
    return new DimensionFilter(
        dimension.key(), random.nextBoolean() ? new In(values) : new NotIn(values));
  }

  private static Scalar scalar(Dimension dimension, String value) {
    return switch (dimension.type()) {
      case BOOLEAN -> Scalar.of(Boolean.parseBoolean(value));
      case TEXT, NUMBER, TIME, LIST -> Scalar.of(value);
    };
  }

  private static Interpretation interpret(String question) {
    return new Interpreter(new OfflineParser())
        .interpret(question, model, lexicon, Optional.empty(), golden.today());
  }
}
