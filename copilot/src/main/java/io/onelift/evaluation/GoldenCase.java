package io.onelift.evaluation;

import java.util.List;

/**
 * A question and how it must be understood.
 *
 * @param question as a person asks it
 * @param after questions asked before in the same conversation
 * @param expect the understanding, as {@link Understanding} writes it
 */
public record GoldenCase(String question, List<String> after, String expect) {
  public GoldenCase {
    after = after == null ? List.of() : List.copyOf(after);
  }
}
