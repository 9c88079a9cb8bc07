package io.onelift.answer;

import java.util.List;

/** What is said about a result. */
public record Answer(String text, Plan plan, Chart chart, List<Lineage> lineage) {
  public Answer {
    lineage = List.copyOf(lineage);
  }
}
