package io.onelift.figure;

import com.fasterxml.jackson.databind.JsonNode;
import io.onelift.event.InvalidInput;
import io.onelift.event.Problem;
import io.onelift.ir.MetricQuery.Grain;
import io.onelift.ir.MetricQuery.Grouping;
import io.onelift.ir.MetricQuery.Ordering;
import io.onelift.tag.JsonFields;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Metric questions as JSON:
 *
 * <pre>{@code
 * {"metrics":["purchase_amount","buyers"],
 *  "by":[{"dimension":"city"}], "filters":[{"dimension":"gender","eq":"F"}],
 *  "range":{"last":"30d"}, "grain":"day", "compare":{"shift":"previous"},
 *  "order":[{"key":"buyers","descending":true}], "limit":100}
 * }</pre>
 */
public final class FigureJson {
  private static final int MOST_METRICS = 20;
  private static final int MOST_ROWS = 100_000;

  private FigureJson() {}

  /**
   * Reads a question.
   *
   * @param pointer where it stands
   * @throws InvalidInput with every problem
   */
  public static FigureRequest parse(JsonNode json, String pointer) {
    List<Problem> problems = new ArrayList<>();
    Optional<FigureRequest> request = JsonFields.of(json, pointer, problems).map(FigureJson::read);
    if (!problems.isEmpty()) {
      throw new InvalidInput(problems);
    }
    return request.orElseThrow();
  }

  private static FigureRequest read(JsonFields fields) {
    List<String> metrics = metrics(fields);
    List<Grouping> by = new ArrayList<>();
    for (JsonFields one : fields.objects("by")) {
      Optional<String> dimension = one.requiredText("dimension");
      Optional<Grain> grain = grain(one, "grain");
      one.refuseOthers();
      dimension.ifPresent(key -> by.add(new Grouping(key, grain)));
    }
    Period range = fields.object("range").flatMap(Period::read).orElse(Period.STANDARD);
    Optional<Grain> grain = grain(fields, "grain");
    Optional<Shift> compare = fields.object("compare").flatMap(FigureJson::shift);
    List<Ordering> order = new ArrayList<>();
    for (JsonFields one : fields.objects("order")) {
      Optional<String> key = one.requiredText("key");
      boolean descending = one.flag("descending").orElse(false);
      one.refuseOthers();
      key.ifPresent(name -> order.add(new Ordering(name, descending)));
    }
    FigureRequest request =
        new FigureRequest(
            metrics,
            by,
            FilterJson.read(fields, "filters"),
            range,
            grain,
            compare,
            order,
            limit(fields));
    fields.refuseOthers();
    return request;
  }

  private static List<String> metrics(JsonFields fields) {
    List<String> metrics = new ArrayList<>();
    fields
        .list("metrics")
        .ifPresent(
            list -> {
              for (int i = 0; i < list.size(); i++) {
                if (list.get(i).isTextual()) {
                  metrics.add(list.get(i).textValue());
                } else {
                  fields.problem("metrics", "must be a list of keys of metrics");
                }
              }
            });
    if (metrics.isEmpty() || metrics.size() > MOST_METRICS) {
      fields.problem(
          "metrics", "needs 1 to " + MOST_METRICS + " keys of metrics, but has " + metrics.size());
    }
    return metrics;
  }

  private static Optional<Shift> shift(JsonFields fields) {
    Optional<String> text = fields.requiredText("shift");
    fields.refuseOthers();
    Optional<Shift> shift = text.flatMap(Shift::of);
    if (text.isPresent() && shift.isEmpty()) {
      fields.problem(
          "shift",
          "must be 'previous' or a length such as 7d, 4w, 1m or 1y, not '" + text.get() + "'");
    }
    return shift;
  }

  /** A step of the time axis; what is no step is a problem. */
  public static Optional<Grain> grain(JsonFields fields, String field) {
    Optional<String> word = fields.text(field);
    Optional<Grain> grain =
        word.flatMap(
            text -> Stream.of(Grain.values()).filter(g -> word(g).equals(text)).findFirst());
    if (word.isPresent() && grain.isEmpty()) {
      fields.problem(
          field,
          "must be one of "
              + Stream.of(Grain.values()).map(FigureJson::word).collect(Collectors.joining(", "))
              + ", not '"
              + word.get()
              + "'");
    }
    return grain;
  }

  private static String word(Grain grain) {
    return grain.name().toLowerCase(Locale.ROOT);
  }

  private static int limit(JsonFields fields) {
    Optional<JsonNode> limit = fields.any("limit");
    if (limit.isPresent()
        && !(limit.get().canConvertToInt()
            && limit.get().isIntegralNumber()
            && limit.get().intValue() >= 1
            && limit.get().intValue() <= MOST_ROWS)) {
      fields.problem("limit", "must be a whole number from 1 to " + MOST_ROWS);
      return 0;
    }
    return limit.map(JsonNode::intValue).orElse(0);
  }
}
