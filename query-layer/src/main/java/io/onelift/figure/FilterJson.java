package io.onelift.figure;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.onelift.ir.MetricQuery.AudienceFilter;
import io.onelift.ir.MetricQuery.DimensionFilter;
import io.onelift.ir.MetricQuery.Filter;
import io.onelift.tag.JsonFields;
import io.onelift.tag.PredicateJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Filters as JSON: {@code {"dimension":"city","in":["上海"]}} or {@code {"audience":"key"}}. */
public final class FilterJson {
  private FilterJson() {}

  /** Reads a field that holds a list of filters; all must hold. */
  public static List<Filter> read(JsonFields fields, String field) {
    List<Filter> filters = new ArrayList<>();
    for (JsonFields one : fields.objects(field)) {
      if (one.has("audience")) {
        one.text("audience").ifPresent(key -> filters.add(new AudienceFilter(key)));
      } else {
        Optional<String> dimension = one.requiredText("dimension");
        PredicateJson.parse(one, Optional.empty())
            .ifPresent(
                test -> dimension.ifPresent(key -> filters.add(new DimensionFilter(key, test))));
      }
      one.refuseOthers();
    }
    return filters;
  }

  /** Writes filters in the form that {@link #read} takes. */
  public static ArrayNode print(List<Filter> filters) {
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    for (Filter filter : filters) {
      ObjectNode one = list.addObject();
      switch (filter) {
        case AudienceFilter(String audience) -> one.put("audience", audience);
        case DimensionFilter(String dimension, var test) -> {
          one.put("dimension", dimension);
          PredicateJson.print(test, one);
        }
      }
    }
    return list;
  }
}
