package io.onelift.rootcause;

import com.fasterxml.jackson.databind.JsonNode;
import io.onelift.event.InvalidInput;
import io.onelift.event.Problem;
import io.onelift.figure.FilterJson;
import io.onelift.figure.Period;
import io.onelift.figure.Shift;
import io.onelift.ir.MetricQuery.DayRange;
import io.onelift.ir.MetricQuery.Filter;
import io.onelift.tag.JsonFields;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Why did a metric move from one period to another?
 *
 * @param before the period it moved from
 * @param after the period it moved to
 * @param dimensions to look along; empty for every one that applies
 */
public record ChangeRequest(
    String metric, DayRange before, DayRange after, List<String> dimensions, List<Filter> filters) {
  public ChangeRequest {
    dimensions = List.copyOf(dimensions);
    filters = List.copyOf(filters);
  }

  /**
   * Reads {@code {"metric":"logins","a":{"from":…,"to":…},"b":{…},"dimensions":["city"],
   * "filters":[…]}}; {@code a} is the period right before {@code b} where it is left out.
   *
   * @param today in the project's zone
   * @throws InvalidInput with every problem
   */
  public static ChangeRequest parse(JsonNode json, LocalDate today) {
    List<Problem> problems = new ArrayList<>();
    Optional<ChangeRequest> request =
        JsonFields.of(json, "", problems).flatMap(fields -> read(fields, today));
    if (!problems.isEmpty()) {
      throw new InvalidInput(problems);
    }
    return request.orElseThrow();
  }

  private static Optional<ChangeRequest> read(JsonFields fields, LocalDate today) {
    String metric = fields.requiredText("metric").orElse("");
    Optional<DayRange> after =
        fields.object("b").flatMap(Period::read).map(period -> period.days(today));
    if (!fields.has("b")) {
      fields.problem("b", "is missing; give the period that is to be explained: {\"last\":\"7d\"}");
    }
    Optional<DayRange> before =
        fields.object("a").flatMap(Period::read).map(period -> period.days(today));
    List<String> dimensions = new ArrayList<>();
    fields.list("dimensions").ifPresent(list -> list.forEach(key -> dimensions.add(key.asText())));
    List<Filter> filters = FilterJson.read(fields, "filters");
    fields.refuseOthers();
    return after.map(
        days ->
            new ChangeRequest(
                metric,
                before.orElseGet(() -> new Shift.Previous().before(days)),
                days,
                dimensions,
                filters));
  }
}
