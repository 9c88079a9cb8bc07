package io.onelift.parsing;

import io.onelift.ir.MetricQuery;
import io.onelift.linking.Linked;
import io.onelift.semantic.SemanticModel;
import java.util.Optional;

/** Turns linked words into a query. The offline parser is one; a language model can be another. */
public interface QuestionParser {
  /**
   * @param previous the query before in the same conversation
   */
  Parsed parse(Linked linked, SemanticModel model, Optional<MetricQuery> previous);
}
