package io.onelift.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.onelift.event.Problem;
import java.util.List;

/**
 * An error as RFC 9457 has it, {@code application/problem+json}.
 *
 * @param type names the kind of error, relative to the server: {@code /problems/invalid-input}
 * @param errors every problem at once; absent when there is nothing to point at
 */
public record ProblemDocument(
    String type,
    String title,
    int status,
    String detail,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Problem> errors) {
  public static final String CONTENT_TYPE = "application/problem+json";

  public ProblemDocument {
    errors = List.copyOf(errors);
  }
}
