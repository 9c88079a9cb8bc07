package io.onelift.imports;

import io.onelift.event.Field;
import io.onelift.event.TrackingPlan;
import io.onelift.event.ValueType;
import io.onelift.imports.TableJoin.To;
import io.onelift.warehouse.Warehouse;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Finds what the columns of a table are joined to, by name and by the share of their values that is
 * found there: identifiers, traits, properties of events, keys of other imported tables.
 */
final class JoinFinder {
  /** With the same name, this share of the values has to be found; without it, the next. */
  private static final double NAMED = 0.5;

  private static final double UNNAMED = 0.9;

  /** Shorter values, such as small numbers, are found everywhere and say nothing by themselves. */
  private static final int TELLING = 4;

  private static final int SAMPLED = 300;

  private final Warehouse warehouse;
  private final ImportedTables tables;
  private final TrackingPlan plan;

  JoinFinder(Warehouse warehouse, ImportedTables tables, TrackingPlan plan) {
    this.warehouse = warehouse;
    this.tables = tables;
    this.plan = plan;
  }

  /** A column and some of its different values, as text. */
  record Sample(String column, ValueType type, List<String> values) {}

  /** Something a column may be joined to; {@code count} gives how many of {v} are there. */
  private record Target(To to, String name, String column, String count) {}

  /** The joins of a table that is loaded. */
  List<TableJoin> of(ImportedTable table) {
    List<Sample> samples = new ArrayList<>();
    for (Field field : table.fields()) {
      if (isComparable(field.type())) {
        samples.add(new Sample(field.name(), field.type(), sample(table, field)));
      }
    }
    return of(table.name(), samples);
  }

  /**
   * The joins of columns that are not loaded yet.
   *
   * @param table the table they will be; it is joined to others only
   */
  List<TableJoin> of(String table, List<Sample> samples) {
    List<TableJoin> joins = new ArrayList<>();
    for (Sample sample : samples) {
      if (isComparable(sample.type()) && !sample.values().isEmpty()) {
        joins.addAll(of(table, sample));
      }
    }
    return joins;
  }

  private static boolean isComparable(ValueType type) {
    return type == ValueType.TEXT || type == ValueType.NUMBER;
  }

  private List<TableJoin> of(String table, Sample sample) {
    List<Target> targets = targets(table, sample);
    Map<Target, Long> found = new LinkedHashMap<>();
    for (Target target : targets) {
      found.put(target, count(target, sample));
    }
    double size = sample.values().size();
    boolean telling = sample.values().stream().allMatch(value -> value.length() >= TELLING);
    return found.entrySet().stream()
        .filter(
            entry -> {
              double share = entry.getValue() / size;
              return isNamedAlike(sample.column(), entry.getKey())
                  ? share >= NAMED
                  : telling && share >= UNNAMED;
            })
        .map(
            entry -> {
              Target target = entry.getKey();
              return new TableJoin(
                  sample.column(),
                  target.to(),
                  target.name(),
                  target.column(),
                  entry.getValue() / size,
                  false);
            })
        .sorted(Comparator.comparingDouble(TableJoin::share).reversed())
        .toList();
  }

  private List<Target> targets(String table, Sample sample) {
    List<Target> targets = new ArrayList<>();
    warehouse.forEach(
        "SELECT type, uniqExact(value) AS found FROM identifiers WHERE value IN"
            + " {v:Array(String)} GROUP BY type",
        Map.of("v", sample.values()),
        row -> targets.add(new Target(To.IDENTIFIER, row.text("type"), "", "")));
    for (ImportedTable other : tables.list()) {
      if (!other.name().equals(table) && other.key().size() == 1) {
        other
            .field(other.key().getFirst())
            .filter(key -> key.type() == sample.type())
            .ifPresent(
                key ->
                    targets.add(
                        new Target(
                            To.TABLE,
                            other.name(),
                            key.name(),
                            counting(other.physical(), key.column(), sample.type()))));
      }
    }
    for (Field trait : plan.traits()) {
      if (trait.type() == sample.type() && isAlike(trait.name(), sample.column())) {
        targets.add(
            new Target(
                To.TRAIT, trait.name(), "", counting("profiles", trait.column(), trait.type())));
      }
    }
    for (Field property : plan.properties()) {
      if (property.type() == sample.type() && isAlike(property.name(), sample.column())) {
        targets.add(
            new Target(
                To.PROPERTY,
                property.name(),
                "",
                counting("events", property.column(), property.type())));
      }
    }
    return targets;
  }

  private static String counting(String table, String column, ValueType type) {
    return "SELECT uniqExact("
        + Warehouse.identifier(column)
        + ") AS found FROM "
        + Warehouse.identifier(table)
        + " WHERE "
        + Warehouse.identifier(column)
        + " IN {v:Array("
        + (type == ValueType.NUMBER ? "Float64" : "String")
        + ")}";
  }

  private long count(Target target, Sample sample) {
    if (target.to() == To.IDENTIFIER) {
      return one(
          "SELECT uniqExact(value) AS found FROM identifiers WHERE type = {type:String} AND value"
              + " IN {v:Array(String)}",
          Map.of("type", target.name(), "v", sample.values()));
    }
    List<?> values =
        sample.type() == ValueType.NUMBER
            ? sample.values().stream().map(Double::valueOf).toList()
            : sample.values();
    return one(target.count(), Map.of("v", values));
  }

  private long one(String sql, Map<String, ?> params) {
    return warehouse.query(sql, params, row -> row.integer("found")).getFirst();
  }

  private List<String> sample(ImportedTable table, Field field) {
    String column = Warehouse.identifier(field.column());
    return warehouse.query(
        "SELECT DISTINCT toString("
            + column
            + ") AS v FROM "
            + Warehouse.identifier(table.physical())
            + " WHERE "
            + column
            + " IS NOT NULL LIMIT "
            + SAMPLED,
        Map.of(),
        row -> row.text("v"));
  }

  private static boolean isNamedAlike(String column, Target target) {
    return switch (target.to()) {
      case IDENTIFIER ->
          isAlike(column, target.name())
              || ProposedMapping.identifier(column).equals(Optional.of(target.name()));
      case TRAIT, PROPERTY -> isAlike(column, target.name());
      case TABLE ->
          isAlike(column, target.column())
              || isAlike(column, target.name() + target.column())
              || singular(target.name()).filter(one -> isAlike(column, one)).isPresent();
    };
  }

  private static Optional<String> singular(String name) {
    return name.endsWith("s")
        ? Optional.of(name.substring(0, name.length() - 1))
        : Optional.empty();
  }

  private static boolean isAlike(String one, String other) {
    return word(one).equals(word(other));
  }

  private static String word(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]", "");
  }
}
