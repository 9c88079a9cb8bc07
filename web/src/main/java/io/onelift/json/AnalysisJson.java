package io.onelift.json;

import io.onelift.analysis.AnalysisColumn;
import io.onelift.analysis.AnalysisResult;
import java.util.LinkedHashMap;
import java.util.Map;

/** The answer of an analysis: the shape of {@link ResultJson}, and what analyses add to it. */
public final class AnalysisJson {
  private AnalysisJson() {}

  /** The fields in their order; those of the model come last. */
  public static Map<String, Object> of(AnalysisResult result) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("model", result.model());
    json.put("columns", result.answer().columns().stream().map(AnalysisJson::column).toList());
    json.put("rows", result.answer().rows());
    json.put("row_count", result.answer().rows().size());
    json.put("truncated", result.answer().truncated());
    json.put(
        "range",
        Map.of("from", result.range().from().toString(), "to", result.range().to().toString()));
    json.put("as_of", result.asOf());
    json.put("from_cache", result.fromCache());
    json.put("elapsed_ms", result.elapsed().toMillis());
    json.put("notes", result.answer().notes());
    json.putAll(result.answer().more());
    json.put("executed_sql", String.join(";\n\n", result.executedSql()));
    return json;
  }

  private static Map<String, Object> column(AnalysisColumn column) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", column.name());
    json.put("type", column.type());
    json.put("role", column.role().json());
    column.label().ifPresent(label -> json.put("label", label));
    return json;
  }
}
