package io.onelift.http;

import io.javalin.http.Context;
import io.onelift.conversation.Copilot;
import io.onelift.conversation.Question;
import io.onelift.evaluation.Evaluation;
import io.onelift.evaluation.GoldenSet;
import io.onelift.event.InvalidInput;
import io.onelift.json.Body;
import io.onelift.json.ReplyJson;
import io.onelift.security.Permission;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.util.List;
import java.util.Optional;

/** Questions in words. */
final class CopilotCalls implements Resource {
  private static final int LONGEST = 1_000;

  private final Copilot copilot;

  CopilotCalls(Copilot copilot) {
    this.copilot = copilot;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Route.post("/api/copilot/ask", Permission.READ, this::ask),
        Route.post("/api/copilot/evaluate", Permission.READ, this::evaluate));
  }

  private void ask(Context context) {
    Body body = Body.parse(context.bodyAsBytes());
    String question = body.text("question");
    if (question.length() > LONGEST) {
      body.problem(
          "question",
          "may have " + LONGEST + " characters, not " + question.length() + "; ask shorter");
    }
    Optional<String> conversation = body.optionalText("conversation_id");
    body.end();
    context.json(
        ReplyJson.of(
            copilot.ask(new Question(question, conversation, AccessControl.access(context)))));
  }

  private void evaluate(Context context) {
    GoldenSet golden;
    try {
      golden = GoldenSet.read(context.bodyInputStream());
    } catch (UncheckedIOException | DateTimeException e) {
      throw new InvalidInput(
          "",
          "Golden questions look like"
              + " {\"today\":\"2026-11-24\",\"cases\":[{\"question\":\"…\",\"expect\":\"…\"}]}: "
              + e.getMessage());
    }
    context.json(Evaluation.run(golden, copilot::interpret));
  }
}
