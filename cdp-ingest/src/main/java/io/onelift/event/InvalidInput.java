package io.onelift.event;

import java.util.List;
import java.util.stream.Collectors;

/** What somebody sent cannot be taken; lists every problem at once. Answered with 400. */
public final class InvalidInput extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<Problem> problems;

  public InvalidInput(List<Problem> problems) {
    super(
        problems.stream()
            .map(p -> p.pointer() + ": " + p.message())
            .collect(Collectors.joining("; ")));
    this.problems = List.copyOf(problems);
  }

  public InvalidInput(String pointer, String message) {
    this(List.of(new Problem(pointer, message)));
  }

  public List<Problem> problems() {
    return problems;
  }
}
