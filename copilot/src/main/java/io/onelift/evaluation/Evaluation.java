package io.onelift.evaluation;

import io.onelift.conversation.Interpretation;
import io.onelift.ir.MetricQuery;
import java.time.LocalDate;
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

  /** What is scored; {@code Copilot::interpret} is one. */
  @FunctionalInterface
  public interface Subject {
    Interpretation interpret(String question, Optional<MetricQuery> previous, LocalDate today);
  }

  private record Outcome(String kind, Optional<Failure> failure) {}

  public static Report run(GoldenSet set, Subject subject) {
    List<Outcome> outcomes =
        set.cases().stream().map(golden -> outcome(golden, set.today(), subject)).toList();
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

  private static Outcome outcome(GoldenCase golden, LocalDate today, Subject subject) {
    Optional<MetricQuery> previous = Optional.empty();
    for (String before : golden.after()) {
      Optional<MetricQuery> then = previous;
      previous = subject.interpret(before, then, today).query().or(() -> then);
    }
    Interpretation interpretation = subject.interpret(golden.question(), previous, today);
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
