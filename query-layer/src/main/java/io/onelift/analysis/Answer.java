package io.onelift.analysis;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a model makes of the rows that it asked for.
 *
 * @param rows values as in {@link io.onelift.execute.QueryResult#rows}
 * @param truncated true when rows or values of {@code by} were left out
 * @param notes definitions that were applied, a sentence each
 * @param more what the model adds to the answer, by the names in JSON
 */
public record Answer(
    List<AnalysisColumn> columns,
    List<List<Object>> rows,
    boolean truncated,
    List<String> notes,
    Map<String, Object> more) {
  public Answer {
    columns = List.copyOf(columns);
    rows = List.copyOf(rows);
    notes = List.copyOf(notes);
    more = Collections.unmodifiableMap(new LinkedHashMap<>(more));
  }
}
