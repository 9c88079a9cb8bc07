package io.onelift.analysis;

import com.fasterxml.jackson.databind.JsonNode;
import io.onelift.audience.Rule;
import io.onelift.audience.RuleJson;
import io.onelift.event.InvalidInput;
import io.onelift.event.ValueType;
import io.onelift.ir.MetricQuery.DayRange;
import io.onelift.ir.MetricQuery.Grain;
import io.onelift.ir.MetricQuery.Grouping;
import io.onelift.ir.Subject;
import io.onelift.semantic.Dimension;
import io.onelift.semantic.Subject.OfProfile;
import io.onelift.semantic.Subject.OfProperty;
import io.onelift.semantic.Subject.OfTable;
import io.onelift.semantic.Subject.OfTrait;
import io.onelift.tag.JsonFields;
import io.onelift.tag.NearestName;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads what all models share. */
final class CommonReader {
  static final int MOST_ROWS = 100_000;
  private static final int MOST_BREAKDOWNS = 4;
  private static final int MOST_AUDIENCES = 10;
  private static final int LONGEST_RANGE_DAYS = 3_660;

  private final RequestReader in;
  private final JsonFields fields;
  private final LocalDate today;
  private final ZoneId zone;

  CommonReader(RequestReader in, LocalDate today, ZoneId zone) {
    this.in = in;
    this.fields = in.fields();
    this.today = today;
    this.zone = zone;
  }

  Common read() {
    return new Common(
        subject(),
        range(),
        fields.has("grain")
            ? Optional.ofNullable(in.choice(fields, "grain", Grain.class, null))
            : Optional.empty(),
        filter(),
        audiences(),
        by(),
        in.whole(fields, "by_limit", 20, 1, 1_000),
        in.whole(fields, "limit", 10_000, 1, MOST_ROWS),
        today,
        zone);
  }

  private Subject subject() {
    Optional<String> key = fields.text("subject");
    if (key.isEmpty()) {
      return Subject.PROFILE;
    }
    var subject = in.model().subject(key.get());
    if (subject.isEmpty()) {
      List<String> known =
          in.model().subjects().stream().map(io.onelift.semantic.Subject::key).toList();
      fields.problem(
          "subject",
          "there is no subject '" + key.get() + "'. " + NearestName.hint(key.get(), known));
      return Subject.PROFILE;
    }
    return switch (subject.get().identity()) {
      case OfProfile() -> Subject.PROFILE;
      case OfProperty(String property) -> Subject.of(property);
      case OfTrait _, OfTable _ -> {
        fields.problem(
            "subject",
            "events do not name '"
                + key.get()
                + "'; metrics count it. Declare it by a property of events to ask analyses of it");
        yield Subject.PROFILE;
      }
    };
  }

  private DayRange range() {
    Optional<JsonFields> given = fields.object("range");
    Optional<DayRange> range =
        given.flatMap(inner -> inner.has("last") ? last(inner) : fromTo(inner));
    given.ifPresent(JsonFields::refuseOthers);
    return range.orElseGet(() -> lastDays(today.minusDays(29)));
  }

  private DayRange lastDays(LocalDate from) {
    return new DayRange(from, today.plusDays(1));
  }

  private Optional<DayRange> last(JsonFields inner) {
    String text = inner.text("last").orElse("");
    Optional<TimeAxis.Length> length = TimeAxis.Length.parse(text);
    if (length.isEmpty()) {
      inner.problem(
          "last",
          "must be a number of days, weeks, months or years such as 30d, 8w, 6m, 1y, not '"
              + text
              + "'");
      return Optional.empty();
    }
    LocalDate end = today.plusDays(1);
    LocalDate from = length.get().before(end);
    return bounded(inner, "last", new DayRange(from, end));
  }

  private Optional<DayRange> fromTo(JsonFields inner) {
    Optional<LocalDate> from = day(inner, "from");
    Optional<LocalDate> to = day(inner, "to");
    if (from.isEmpty() || to.isEmpty()) {
      return Optional.empty();
    }
    if (!from.get().isBefore(to.get())) {
      inner.problem("to", "is exclusive and must be after from " + from.get());
      return Optional.empty();
    }
    return bounded(inner, "from", new DayRange(from.get(), to.get()));
  }

  private static Optional<DayRange> bounded(JsonFields inner, String field, DayRange range) {
    if (range.from().plusDays(LONGEST_RANGE_DAYS).isBefore(range.to())) {
      inner.problem(field, "asks for more than " + LONGEST_RANGE_DAYS + " days");
      return Optional.empty();
    }
    return Optional.of(range);
  }

  private static Optional<LocalDate> day(JsonFields inner, String field) {
    return inner
        .requiredText(field)
        .flatMap(
            text -> {
              try {
                return Optional.of(LocalDate.parse(text));
              } catch (DateTimeException _) {
                inner.problem(field, "must be a day such as 2026-10-01, not '" + text + "'");
                return Optional.empty();
              }
            });
  }

  private Optional<Rule> filter() {
    try {
      return fields
          .any("filter")
          .map(json -> RuleJson.parse(json, fields.pointer("filter"), in.names()));
    } catch (InvalidInput e) {
      fields.problems().addAll(e.problems());
      return Optional.empty();
    }
  }

  private List<String> audiences() {
    List<String> keys = new ArrayList<>();
    Set<String> known = in.names().audiences();
    fields
        .list("audiences")
        .ifPresent(
            list -> {
              for (int i = 0; i < list.size(); i++) {
                JsonNode node = list.get(i);
                String key = node.asText();
                if (!node.isTextual() || (!key.equals(Common.EVERYONE) && !known.contains(key))) {
                  fields.problem(
                      "audiences",
                      "at "
                          + i
                          + ": there is no audience '"
                          + key
                          + "'. "
                          + NearestName.hint(key, known));
                } else if (keys.contains(key)) {
                  fields.problem("audiences", "names '" + key + "' twice");
                }
                keys.add(key);
              }
            });
    if (keys.size() > MOST_AUDIENCES) {
      fields.problem("audiences", "at most " + MOST_AUDIENCES + " can be compared");
    }
    return keys;
  }

  private List<Grouping> by() {
    List<Grouping> by = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (JsonFields inner : fields.objects("by")) {
      Optional<String> key = inner.requiredText("dimension");
      Optional<Grain> grain =
          inner.has("grain")
              ? Optional.ofNullable(in.choice(inner, "grain", Grain.class, null))
              : Optional.empty();
      inner.refuseOthers();
      key.flatMap(name -> dimension(inner, name, grain)).ifPresent(by::add);
      key.filter(name -> !seen.add(name))
          .ifPresent(name -> inner.problem("dimension", "'" + name + "' is there twice"));
    }
    if (by.size() > MOST_BREAKDOWNS) {
      fields.problem("by", "at most " + MOST_BREAKDOWNS + " breakdowns, not " + by.size());
    }
    return by;
  }

  private Optional<Grouping> dimension(JsonFields inner, String key, Optional<Grain> grain) {
    Optional<Dimension> dimension = in.model().dimension(key);
    if (dimension.isEmpty()) {
      List<String> known = in.model().dimensions().stream().map(Dimension::key).toList();
      inner.problem(
          "dimension", "there is no dimension '" + key + "'. " + NearestName.hint(key, known));
      return Optional.empty();
    }
    if (dimension.get().source() instanceof Dimension.ColumnSource column) {
      inner.problem(
          "dimension",
          "'"
              + key
              + "' is a column of the table "
              + column.table()
              + ", which metrics are split by; events are split by traits, tags and properties");
      return Optional.empty();
    }
    ValueType type = type(dimension.get());
    if (type == ValueType.TIME && grain.isEmpty()) {
      inner.problem("grain", "is missing: '" + key + "' is a time; say by which step");
    } else if (type != ValueType.TIME && grain.isPresent()) {
      inner.problem("grain", "'" + key + "' is no time and takes no step");
    } else if (type == ValueType.LIST) {
      inner.problem("dimension", "'" + key + "' holds lists, which can only be filtered by");
    }
    return Optional.of(new Grouping(key, grain));
  }

  /** The type of what is there, which decides over what was declared. */
  private ValueType type(Dimension dimension) {
    return switch (dimension.source()) {
      case Dimension.TraitSource trait ->
          in.model().traitType(trait.trait()).orElse(dimension.type());
      case Dimension.PropertySource property ->
          in.model().propertyType(property.property()).orElse(dimension.type());
      case Dimension.BandSource _ -> ValueType.TEXT;
      case Dimension.TagSource _, Dimension.ColumnSource _, Dimension.TimeSource _ ->
          dimension.type();
    };
  }
}
