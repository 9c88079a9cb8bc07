package io.onelift.analysis;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.onelift.analysis.Distribution.Kind;
import io.onelift.analysis.Distribution.Question;
import io.onelift.event.ValueType;
import io.onelift.tag.JsonFields;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads the fields of a distribution. */
final class DistributionFields {
  private static final int MOST_BOUNDS = 50;
  private static final BigDecimal LARGEST = new BigDecimal("1e15");

  private DistributionFields() {}

  static Optional<Question> read(RequestReader in) {
    in.customersOnly();
    Optional<EventCondition> event = in.event(in.fields());
    Optional<JsonFields> measure = in.fields().object("measure");
    Kind kind =
        measure.map(fields -> in.choice(fields, "kind", Kind.class, Kind.COUNT)).orElse(Kind.COUNT);
    Optional<String> property = Optional.empty();
    if (measure.isPresent()) {
      JsonFields fields = measure.get();
      if (kind.hasProperty() && event.isPresent()) {
        property =
            kind == Kind.SUM
                ? in.property(fields, event.get(), ValueType.NUMBER)
                : in.property(fields, "property", event.get());
        if (kind == Kind.DISTINCT && !fields.has("property")) {
          fields.problem(
              "property", "is missing: what to take the " + word(kind) + " number of values of");
        }
      }
      fields.refuseOthers();
    }
    List<BigDecimal> bounds = bounds(in.fields());
    return kind.hasProperty() && property.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Question(event.orElse(new EventCondition("", List.of())), kind, property, bounds));
  }

  private static String word(Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  private static List<BigDecimal> bounds(JsonFields fields) {
    List<BigDecimal> bounds = new ArrayList<>();
    Optional<ArrayNode> list = fields.list("bounds");
    for (int i = 0; list.isPresent() && i < list.get().size(); i++) {
      JsonNode bound = list.get().get(i);
      if (!bound.isNumber() || bound.decimalValue().abs().compareTo(LARGEST) > 0) {
        fields.problem(
            "bounds", "at " + i + ": must be a number, not " + JsonFields.shorten(bound));
      } else if (!bounds.isEmpty() && bound.decimalValue().compareTo(bounds.getLast()) <= 0) {
        fields.problem("bounds", "must ascend, but " + bound + " comes after " + bounds.getLast());
      } else {
        bounds.add(bound.decimalValue());
      }
    }
    if (bounds.size() > MOST_BOUNDS) {
      fields.problem("bounds", "at most " + MOST_BOUNDS + ", not " + bounds.size());
    }
    return bounds;
  }
}
