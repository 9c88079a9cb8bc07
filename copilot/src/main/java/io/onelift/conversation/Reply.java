package io.onelift.conversation;

import io.onelift.answer.Chart;
import io.onelift.answer.Choice;
import io.onelift.answer.Lineage;
import io.onelift.answer.Plan;
import io.onelift.execute.QueryResult;
import java.util.List;
import java.util.Optional;

/**
 * What the copilot says.
 *
 * @param text in the language of the question
 * @param plan how the question was read; there for an answer only
 * @param sql what the warehouse ran; empty unless this is an answer
 * @param columns of the rows, in order: groupings, then metrics
 * @param rows of the answer; empty unless this is an answer
 * @param truncated true when the limit cut rows off
 * @param chart how best to draw the rows; there for an answer only
 * @param confidence that the question was read as it was meant, 0 to 1
 * @param lineage where every figure and condition comes from
 * @param suggestions questions that can be answered, for a refusal
 * @param choices readings to choose from, for a clarification
 * @param language of the text: {@code zh} or {@code en}
 * @param conversationId to send with a follow-up
 */
public record Reply(
    Kind kind,
    String text,
    Optional<Plan> plan,
    String sql,
    List<QueryResult.Column> columns,
    List<List<Object>> rows,
    boolean truncated,
    Optional<Chart> chart,
    double confidence,
    List<Lineage> lineage,
    List<String> suggestions,
    List<Choice> choices,
    String language,
    String conversationId) {
  public Reply {
    columns = List.copyOf(columns);
    rows = List.copyOf(rows);
    lineage = List.copyOf(lineage);
    suggestions = List.copyOf(suggestions);
    choices = List.copyOf(choices);
  }

  /** What sort of reply. */
  public enum Kind {
    /** Figures. */
    ANSWER,
    /** A question back, with choices. */
    CLARIFY,
    /** The question cannot be answered; the text says why and what can be. */
    REFUSE
  }
}
