package io.onelift.parsing;

import io.onelift.ir.MetricQuery;
import io.onelift.linking.Mention;
import java.util.List;

/**
 * A question that became a query.
 *
 * @param corrections words in which a letter was put right
 * @param continues true when it edits the question before
 * @param confidence that this is what was meant, 0 to 1
 */
public record Reading(
    MetricQuery query, List<Mention> corrections, boolean continues, double confidence) {
  public Reading {
    corrections = List.copyOf(corrections);
  }
}
