package io.onelift.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.onelift.event.InvalidInput;
import io.onelift.event.Problem;
import io.onelift.model.Feature.DaysAgo;
import io.onelift.model.Feature.Passes;
import io.onelift.tag.JsonFields;
import io.onelift.tag.Predicate;
import io.onelift.tag.PredicateJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Features in JSON, as conditions of the rule language: {@code {"tag":"city","in":["上海"]}}, {@code
 * {"tag":"age","gte":30,"lt":40}}; and for dates {@code
 * {"tag":"registered","days_ago_gte":7,"days_ago_lt":30}}.
 */
public final class FeatureJson {
  private static final String FROM = "days_ago_gte";
  private static final String TO = "days_ago_lt";

  private FeatureJson() {}

  /** The condition. */
  public static ObjectNode print(Feature feature) {
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("tag", feature.tag());
    switch (feature.test()) {
      case Passes(Predicate predicate) -> PredicateJson.print(predicate, json);
      case DaysAgo(OptionalInt from, OptionalInt to) -> {
        from.ifPresent(days -> json.put(FROM, days));
        to.ifPresent(days -> json.put(TO, days));
      }
    }
    return json;
  }

  /** A condition that {@link #print} wrote. */
  static Feature read(JsonNode json) {
    List<Problem> problems = new ArrayList<>();
    Optional<Feature> feature = JsonFields.of(json, "", problems).flatMap(FeatureJson::read);
    if (!problems.isEmpty() || feature.isEmpty()) {
      throw new InvalidInput(problems);
    }
    return feature.get();
  }

  private static Optional<Feature> read(JsonFields fields) {
    Optional<String> tag = fields.requiredText("tag");
    if (fields.has(FROM) || fields.has(TO)) {
      return tag.map(key -> new Feature(key, new DaysAgo(days(fields, FROM), days(fields, TO))));
    }
    Optional<Predicate> predicate = PredicateJson.parse(fields, Optional.empty());
    return tag.flatMap(key -> predicate.map(test -> new Feature(key, new Passes(test))));
  }

  private static OptionalInt days(JsonFields fields, String field) {
    return fields.any(field).stream().mapToInt(JsonNode::intValue).findFirst();
  }
}
