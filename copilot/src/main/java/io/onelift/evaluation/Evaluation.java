package io.onelift.evaluation;

import io.onelift.conversation.Interpretation;
import io.onelift.conversation.Interpreter;
import io.onelift.ir.MetricQuery;
import io.onelift.linking.Lexicon;
import io.onelift.semantic.SemanticModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Scores an interpreter on golden questions; runs no query. */
public final class Evaluation {
  private Evaluation() {}

  /**
   * How many questions of one kind were understood as they must be.
   *
   * @param kind {@code zh answer}, {@code en objection} and so on
   */
  public record Score(String kind, int passed, int total) {}

  /** A question understood wrongly. */
  public record Failure(String question, List<String> after, String expected, String actual) {
    public Failure {
      after = List.copyOf(after);
    }
  }

  /** All of it. */
  public record Report(int passed, int total, List<Score> scores, List<Failure> failures) {
    public Report {
      scores = List.copyOf(scores);
      failures = List.copyOf(failures);
    }
  }

  private record Outcome(String kind, Optional<Failure> failure) {}

  public static Report run(
      GoldenSet set, Interpreter interpreter, SemanticModel model, Lexicon lexicon) {
    List<Outcome> outcomes = new ArrayList<>();
    for (GoldenCase golden : set.cases()) {
      outcomes.add(outcome(golden, set, interpreter, model, lexicon));
    }
    List<Failure> failures =
        outcomes.stream().map(Outcome::failure).flatMap(Optional::stream).toList();
    List<Score> scores =
        outcomes.stream()
            .map(Outcome::kind)
            .distinct()
            .sorted()
            .map(k -> score(k, outcomes))
            .toList();
    return new Report(outcomes.size() - failures.size(), outcomes.size(), scores, failures);
  }

  private static Score score(String kind, List<Outcome> outcomes) {
    List<Outcome> same = outcomes.stream().filter(o -> o.kind().equals(kind)).toList();
    long passed = same.stream().filter(o -> o.failure().isEmpty()).count();
    return new Score(kind, (int) passed, same.size());
  }

  private static Outcome outcome(
      GoldenCase golden,
      GoldenSet set,
      Interpreter interpreter,
      SemanticModel model,
      Lexicon lexicon) {
    Optional<MetricQuery> previous = Optional.empty();
    for (String before : golden.after()) {
      Optional<MetricQuery> then = previous;
      Interpretation said = interpreter.interpret(before, model, lexicon, then, set.today());
      previous = said.query().or(() -> then);
    }
    Interpretation interpretation =
        interpreter.interpret(golden.question(), model, lexicon, previous, set.today());
    String actual = Understanding.of(interpretation);
    String kind =
        interpretation.linked().language()
            + (golden.expect().startsWith("?") ? " objection" : " answer");
    return new Outcome(
        kind,
        actual.equals(golden.expect())
            ? Optional.empty()
            : Optional.of(new Failure(golden.question(), golden.after(), golden.expect(), actual)));
  }
}
