package io.onelift.decision;

import io.onelift.event.Identifier;
import java.util.List;

/**
 * What to show, asked by a touchpoint.
 *
 * @param identifiers everything that names the person, strongest first; may be empty
 * @param limit the most offers that come back, 1 or more
 */
public record DecisionRequest(String placement, List<Identifier> identifiers, int limit) {
  public DecisionRequest {
    identifiers = List.copyOf(identifiers);
  }
}
