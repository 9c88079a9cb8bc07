package io.onelift.execute;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A reading statement on the semantic model's tables.
 *
 * @param params by name for {@code :name}, by "1", "2", … for {@code ?}; values as JSON has them
 * @param maxRows rows returned at most; 0 asks for the default
 */
public record SqlRequest(String sql, Map<String, Object> params, int maxRows) {
  public SqlRequest {
    params = Collections.unmodifiableMap(new LinkedHashMap<>(params));
  }

  public static SqlRequest of(String sql) {
    return new SqlRequest(sql, Map.of(), 0);
  }

  /** A statement whose parameters are {@code ?}, in this order; a value may be null. */
  public static SqlRequest positional(String sql, List<Object> params, int maxRows) {
    Map<String, Object> named = new LinkedHashMap<>();
    List<Object> values = new ArrayList<>(params);
    for (int i = 0; i < values.size(); i++) {
      named.put(String.valueOf(i + 1), values.get(i));
    }
    return new SqlRequest(sql, named, maxRows);
  }
}
