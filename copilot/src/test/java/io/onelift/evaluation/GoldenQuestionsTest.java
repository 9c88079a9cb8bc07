package io.onelift.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.onelift.conversation.Interpreter;
import io.onelift.evaluation.Evaluation.Report;
import io.onelift.linking.Lexicon;
import io.onelift.parsing.OfflineParser;
import io.onelift.semantic.SemanticModel;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GoldenQuestionsTest {
  @TempDir static Path directory;
  private static SemanticModel model;

  @BeforeAll
  static void loadModel() {
    model = BankModel.load(directory);
  }

  @Test
  void understandsEveryGoldenQuestion() throws IOException {
    Report report = run("questions.json");
    assertThat(report.failures()).isEmpty();
    assertThat(report.total()).isGreaterThanOrEqualTo(160);
  }

  /** Nothing was tuned on these; the share understood is what to expect of new questions. */
  @Test
  void understandsMostQuestionsItWasNotMadeFor() throws IOException {
    Report report = run("unseen-questions.json");
    System.out.println(report.passed() + " of " + report.total() + " unseen questions");
    report.failures().forEach(System.out::println);
    assertThat(report.passed()).isGreaterThanOrEqualTo(report.total() / 2);
  }

  private static Report run(String file) throws IOException {
    try (InputStream json = Files.newInputStream(BankModel.resource(file))) {
      Interpreter interpreter = new Interpreter(new OfflineParser());
      Lexicon lexicon = BankModel.lexicon(model);
      return Evaluation.run(
          GoldenSet.read(json),
          (question, previous, today) ->
              interpreter.interpret(question, model, lexicon, previous, today));
    }
  }
}
