package io.onelift.conversation;

import io.onelift.correction.Validation;
import io.onelift.ir.MetricQuery;
import io.onelift.linking.Lexicon;
import io.onelift.linking.Linked;
import io.onelift.linking.Linker;
import io.onelift.parsing.Doubt;
import io.onelift.parsing.Parsed;
import io.onelift.parsing.QuestionParser;
import io.onelift.parsing.Reading;
import io.onelift.semantic.SemanticModel;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The way from words to a checked query; runs nothing. */
public final class Interpreter {
  private static final int LONGEST = 500;

  private final QuestionParser parser;

  public Interpreter(QuestionParser parser) {
    this.parser = parser;
  }

  /**
   * Understands a question asked on a day.
   *
   * @param previous the query before in the same conversation
   */
  public Interpretation interpret(
      String question,
      SemanticModel model,
      Lexicon lexicon,
      Optional<MetricQuery> previous,
      LocalDate today) {
    if (question.length() > LONGEST) {
      Linked nothing = new Linked(question.substring(0, LONGEST), List.of(), Map.of(), "zh");
      return new Interpretation.Doubtful(nothing, new Doubt.TooLong(question.length()));
    }
    Linked linked = Linker.link(question, lexicon, today);
    return switch (parser.parse(linked, model, previous)) {
      case Parsed.Understood understood -> checked(linked, understood.reading(), model);
      case Parsed.Doubtful doubtful -> new Interpretation.Doubtful(linked, doubtful.doubt());
    };
  }

  private static Interpretation checked(Linked linked, Reading reading, SemanticModel model) {
    return Validation.doubt(reading.query(), model)
        .<Interpretation>map(doubt -> new Interpretation.Doubtful(linked, doubt))
        .orElseGet(() -> new Interpretation.Understood(linked, reading));
  }
}
