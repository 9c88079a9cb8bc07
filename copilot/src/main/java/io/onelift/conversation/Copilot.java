package io.onelift.conversation;

import com.github.benmanes.caffeine.cache.Ticker;
import io.onelift.answer.Answer;
import io.onelift.answer.Answers;
import io.onelift.answer.Language;
import io.onelift.answer.Objection;
import io.onelift.answer.Objections;
import io.onelift.answer.Suggestions;
import io.onelift.event.InvalidInput;
import io.onelift.execute.QueryResult;
import io.onelift.ir.MetricQuery;
import io.onelift.linking.DimensionValues;
import io.onelift.parsing.Doubt;
import io.onelift.parsing.QuestionParser;
import io.onelift.parsing.Reading;
import io.onelift.resolve.Access;
import io.onelift.semantic.SemanticModel;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Answers questions about figures in Chinese and English, or says why it does not. It works without
 * any network. Safe for use by many threads.
 */
public final class Copilot {
  /** Runs a query; {@code QueryEngine::run} is one. */
  @FunctionalInterface
  public interface Queries {
    /**
     * @throws InvalidInput when the query is wrong after all
     */
    QueryResult run(MetricQuery query, Access access);
  }

  private final Vocabulary vocabulary;
  private final Interpreter interpreter;
  private final Queries queries;
  private final Clock clock;
  private final Conversations conversations = new Conversations(Ticker.systemTicker());

  /**
   * @param model the model as of now, asked on every question
   * @param clock in the project's time zone, which decides what today is
   */
  public Copilot(
      Supplier<SemanticModel> model,
      DimensionValues values,
      QuestionParser parser,
      Queries queries,
      Clock clock) {
    this.vocabulary = new Vocabulary(model, values);
    this.interpreter = new Interpreter(parser);
    this.queries = queries;
    this.clock = clock;
  }

  /** Answers, asks back or refuses. Fails only when the warehouse does. */
  public Reply ask(Question question) {
    String conversation =
        question
            .conversationId()
            .filter(id -> id.length() <= 64)
            .orElseGet(() -> UUID.randomUUID().toString());
    String principal = question.access().principal();
    SemanticModel model = vocabulary.model();
    LocalDate today = LocalDate.now(clock);
    Interpretation interpretation =
        interpreter.interpret(
            question.text(),
            model,
            vocabulary.lexicon(model),
            conversations.last(principal, conversation),
            today);
    return switch (interpretation) {
      case Interpretation.Doubtful doubtful ->
          objection(doubtful, doubtful.doubt(), model, today, conversation);
      case Interpretation.Understood understood ->
          answer(understood, question.access(), model, today, conversation);
    };
  }

  /**
   * How a question is understood, without running anything or remembering it.
   *
   * @param previous the query before in the same conversation
   */
  public Interpretation interpret(
      String question, Optional<MetricQuery> previous, LocalDate today) {
    SemanticModel model = vocabulary.model();
    return interpreter.interpret(question, model, vocabulary.lexicon(model), previous, today);
  }

  /** Questions to begin with, from the model. */
  public List<String> suggestions(Language language, int count) {
    return Suggestions.of(vocabulary.model(), List.of(), language, LocalDate.now(clock), count);
  }

  /** Loads the words, so that the first question does not wait for them. */
  public void warm() {
    vocabulary.lexicon(vocabulary.model());
  }

  private Reply answer(
      Interpretation.Understood understood,
      Access access,
      SemanticModel model,
      LocalDate today,
      String conversation) {
    Reading reading = understood.reading();
    QueryResult result;
    try {
      result = queries.run(reading.query(), access);
    } catch (InvalidInput e) {
      return objection(understood, new Doubt.Rejected(e.getMessage()), model, today, conversation);
    }
    conversations.remember(access.principal(), conversation, reading.query());
    Language language = Language.of(understood.linked().language());
    Answer answer = Answers.of(reading, result, model, language, today);
    return new Reply(
        Reply.Kind.ANSWER,
        answer.text(),
        Optional.of(answer.plan()),
        result.executedSql(),
        result.columns(),
        result.rows(),
        result.truncated(),
        Optional.of(answer.chart()),
        reading.confidence(),
        answer.lineage(),
        List.of(),
        List.of(),
        language.code(),
        conversation);
  }

  private static Reply objection(
      Interpretation interpretation,
      Doubt doubt,
      SemanticModel model,
      LocalDate today,
      String conversation) {
    Objection objection = Objections.of(doubt, interpretation.linked(), model, today);
    return new Reply(
        objection.choices().isEmpty() ? Reply.Kind.REFUSE : Reply.Kind.CLARIFY,
        objection.text(),
        Optional.empty(),
        "",
        List.of(),
        List.of(),
        false,
        Optional.empty(),
        0,
        List.of(),
        objection.suggestions(),
        objection.choices(),
        interpretation.linked().language(),
        conversation);
  }
}
