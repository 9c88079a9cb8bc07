package io.onelift.conversation;

import io.onelift.ir.MetricQuery;
import io.onelift.linking.Linked;
import io.onelift.parsing.Doubt;
import io.onelift.parsing.Reading;
import java.util.Optional;

/** How a question was understood, before anything ran. */
public sealed interface Interpretation {
  /** Its words, linked. */
  Linked linked();

  /** A query that means something in the model. */
  record Understood(Linked linked, Reading reading) implements Interpretation {}

  /** Not understood. */
  record Doubtful(Linked linked, Doubt doubt) implements Interpretation {}

  /** The query, when there is one. */
  default Optional<MetricQuery> query() {
    return switch (this) {
      case Understood understood -> Optional.of(understood.reading().query());
      case Doubtful _ -> Optional.empty();
    };
  }
}
