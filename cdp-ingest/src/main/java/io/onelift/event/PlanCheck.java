package io.onelift.event;

import io.onelift.event.DeclaredPlan.PlannedEvent;
import io.onelift.event.DeclaredPlan.PlannedField;
import io.onelift.event.DeclaredPlan.PlannedTrait;
import io.onelift.warehouse.Warehouse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Finds everything wrong with a declaration, against itself and against what is there. */
final class PlanCheck {
  private static final Pattern SOURCE = Pattern.compile("[a-z0-9][a-z0-9_.-]{0,59}");

  private final Warehouse warehouse;
  private final TrackingPlan plan;
  private final List<Problem> problems = new ArrayList<>();

  /** The first declaration of each property. */
  private final Map<String, PlannedField> properties = new HashMap<>();

  PlanCheck(Warehouse warehouse, TrackingPlan plan) {
    this.warehouse = warehouse;
    this.plan = plan;
  }

  /** All problems, with pointers into the declaration's JSON. */
  List<Problem> problems(DeclaredPlan declared) {
    Set<String> events = new HashSet<>();
    for (int i = 0; i < declared.events().size(); i++) {
      PlannedEvent event = declared.events().get(i);
      String pointer = "/events/" + i;
      name(pointer, event.name());
      if (!events.add(event.name())) {
        problem(
            pointer + "/name", "'%s' is declared twice; once is enough".formatted(event.name()));
      }
      properties(pointer, event);
    }
    Set<String> traits = new HashSet<>();
    for (int i = 0; i < declared.traits().size(); i++) {
      PlannedTrait trait = declared.traits().get(i);
      String pointer = "/traits/" + i;
      if (!traits.add(trait.field().name())) {
        problem(
            pointer + "/name",
            "'%s' is declared twice; once is enough".formatted(trait.field().name()));
      }
      field(pointer, trait.field(), true);
      rule(pointer, trait);
    }
    room("/events", properties.keySet(), plan.properties());
    room("/traits", traits, plan.traits());
    return problems;
  }

  private void properties(String pointer, PlannedEvent event) {
    Set<String> names = new HashSet<>();
    for (int i = 0; i < event.properties().size(); i++) {
      PlannedField property = event.properties().get(i);
      String at = pointer + "/properties/" + i;
      if (!names.add(property.name())) {
        problem(at + "/name", "'%s' is declared twice; once is enough".formatted(property.name()));
      }
      PlannedField first = properties.putIfAbsent(property.name(), property);
      if (first == null) {
        field(at, property, false);
      } else if (!first.equals(property)) {
        problem(
            at,
            ("'%s' is declared as %s here and as %s in another event; a property is the same"
                    + " everywhere, so declare it alike or name it otherwise")
                .formatted(property.name(), words(property), words(first)));
      }
    }
  }

  private static String words(PlannedField field) {
    return PlanDraft.word(field.type())
        + (field.storage() == Storage.HASHED ? ", hashed" : "")
        + field.personal().map(personal -> personal ? ", personal" : ", not personal").orElse("");
  }

  private void field(String pointer, PlannedField field, boolean trait) {
    name(pointer, field.name());
    Optional<Field> known = trait ? plan.trait(field.name()) : plan.property(field.name());
    if (known.isPresent() && known.get().type() != field.type()) {
      problem(
          pointer + "/type",
          ("'%s' is %s already and has a column of that type; declare it as %s, or declare another"
                  + " name and have that sent")
              .formatted(
                  field.name(),
                  PlanDraft.word(known.get().type()),
                  PlanDraft.word(known.get().type())));
      return;
    }
    if (field.storage() == Storage.HASHED && field.type() != ValueType.TEXT) {
      problem(
          pointer + "/storage",
          "only a text can be hashed, and '%s' is %s; declare it as a text or as plain"
              .formatted(field.name(), PlanDraft.word(field.type())));
    }
    Storage now = trait ? plan.storageOfTrait(field.name()) : plan.storage(field.name());
    if (known.isPresent() && now != field.storage()) {
      storage(pointer, field, known.get(), trait);
    }
  }

  /** What is kept in clear stays so, and what is hashed cannot be read: it has to be empty. */
  private void storage(String pointer, PlannedField field, Field known, boolean trait) {
    long kept = trait ? saidOf(field.name(), known) : count("events", known, "");
    if (kept > 0) {
      problem(
          pointer + "/storage",
          (field.storage() == Storage.HASHED
                  ? "%s events and profiles hold '%s' in clear, and hashing begins with the first"
                      + " value; declare it personal, or declare another name as hashed and have"
                      + " that sent"
                  : "%s events and profiles hold '%s' as hashes, which nobody can read; leave it"
                      + " hashed, or declare another name")
              .formatted(kept, field.name()));
    }
  }

  private long saidOf(String trait, Field known) {
    return count("profiles", known, " FINAL")
        + warehouse
            .query(
                "SELECT count() AS n FROM events WHERE JSONHas(traits, {trait:String}) OR"
                    + " mapContains(context, concat('traits.', {trait:String}))",
                Map.of("trait", trait),
                row -> row.integer("n"))
            .getFirst();
  }

  private long count(String table, Field field, String how) {
    return warehouse
        .query(
            "SELECT count(%s) AS n FROM %s%s"
                .formatted(Warehouse.identifier(field.column()), table, how),
            Map.of(),
            row -> row.integer("n"))
        .getFirst();
  }

  private void rule(String pointer, PlannedTrait trait) {
    MergeRule merge = trait.rule().merge();
    ValueType type = trait.field().type();
    boolean fits =
        switch (merge) {
          case LATEST, FIRST, SET_ONCE -> true;
          case MAX -> type != ValueType.LIST && type != ValueType.BOOLEAN;
          case SUM -> type == ValueType.NUMBER;
          case LIST -> type == ValueType.LIST;
        };
    if (!fits) {
      problem(
          pointer + "/merge",
          ("'%s' does not go with %s; max is for numbers, times and texts, sum for numbers, list"
                  + " for lists")
              .formatted(merge.key(), PlanDraft.word(type)));
    }
    if (trait.field().storage() == Storage.HASHED && merge == MergeRule.MAX) {
      problem(pointer + "/merge", "'max' of hashes means nothing; use latest, first or set_once");
    }
    if (!trait.rule().sources().isEmpty()
        && merge != MergeRule.LATEST
        && merge != MergeRule.FIRST) {
      problem(
          pointer + "/sources", "'%s' asks no source; leave 'sources' out".formatted(merge.key()));
    }
    for (int i = 0; i < trait.rule().sources().size(); i++) {
      String source = trait.rule().sources().get(i);
      if (!SOURCE.matcher(source).matches() || trait.rule().sources().indexOf(source) != i) {
        problem(
            pointer + "/sources/" + i,
            ("'%s' must be the name of a source such as segment, sensors, import or kafka, once"
                    + " each")
                .formatted(source));
      }
    }
  }

  private void name(String pointer, String name) {
    if (name.isBlank() || name.length() > FieldNames.MAX_LENGTH) {
      problem(
          pointer + "/name",
          "A name must have 1 to %d characters, this one has %d"
              .formatted(FieldNames.MAX_LENGTH, name.strip().length()));
    }
  }

  private void room(String pointer, Set<String> names, List<Field> known) {
    Set<String> all = new HashSet<>(names);
    known.forEach(field -> all.add(field.name()));
    if (all.size() > TrackingPlan.MAX_FIELDS) {
      problem(
          pointer,
          "There is room for %d names, those that were learned included; with these it would be %d"
              .formatted(TrackingPlan.MAX_FIELDS, all.size()));
    }
  }

  private void problem(String pointer, String message) {
    problems.add(new Problem(pointer, message));
  }
}
