package io.onelift.answer;

import java.util.List;

/**
 * What is said instead of an answer.
 *
 * @param choices readings to choose from; when there are some, this asks back, else it refuses
 * @param suggestions questions that can be answered
 */
public record Objection(String text, List<Choice> choices, List<String> suggestions) {
  public Objection {
    choices = List.copyOf(choices);
    suggestions = List.copyOf(suggestions);
  }
}
