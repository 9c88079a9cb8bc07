package io.onelift.semantic;

import io.onelift.event.Field;
import io.onelift.event.Problem;
import io.onelift.event.ValueType;
import io.onelift.semantic.Learned.EventShape;
import io.onelift.semantic.Learned.TableShape;
import io.onelift.semantic.Learned.TagShape;
import io.onelift.tag.NearestName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Checks names against what came with the data, and gathers what is wrong. A name that never came
 * is no problem, because a model may come before its data, unless it must be a slip; a column of a
 * table that is there has to be there.
 */
final class KnownNames {
  private final Learned learned;
  private final Set<String> events;
  private final Set<String> properties;
  private final Set<String> traits;
  private final Set<String> tags;
  private final Set<String> tables;
  private final List<Problem> problems = new ArrayList<>();

  KnownNames(ModelDocument whole, Learned learned) {
    this.learned = learned;
    this.events = names(learned.events().stream().map(EventShape::name), whole.events().keySet());
    this.properties =
        names(learned.properties().stream().map(Field::name), SemanticModel.EVENT_COLUMNS);
    this.traits = names(learned.traits().stream().map(Field::name), SemanticModel.PROFILE_TIMES);
    this.tags = names(learned.tags().stream().map(TagShape::key), Set.of());
    this.tables = names(learned.tables().stream().map(TableShape::name), Set.of());
  }

  List<Problem> problems() {
    return problems;
  }

  void add(String pointer, String message) {
    problems.add(new Problem(pointer, message));
  }

  void event(String pointer, String name) {
    if (!name.equals(SemanticModel.ANY_EVENT)) {
      seen(pointer, "event", name, events);
    }
  }

  Optional<Field> property(String pointer, String name) {
    seen(pointer, "property", name, properties);
    return learned.property(name);
  }

  Optional<Field> trait(String pointer, String name) {
    seen(pointer, "trait", name, traits);
    return learned.trait(name);
  }

  void tag(String pointer, String key) {
    seen(pointer, "tag", key, tags);
  }

  Optional<TableShape> table(String pointer, String name) {
    seen(pointer, "table", name, tables);
    return learned.table(name);
  }

  /** A column of a table that may not be there yet. */
  Optional<Field> column(String pointer, Optional<TableShape> table, String name) {
    if (table.isEmpty()) {
      return Optional.empty();
    }
    Optional<Field> column =
        table.get().columns().stream().filter(field -> field.name().equals(name)).findFirst();
    if (column.isEmpty()) {
      add(
          pointer,
          "The table '"
              + table.get().name()
              + "' has no column '"
              + name
              + "'. "
              + NearestName.hint(name, table.get().columns().stream().map(Field::name).toList()));
    }
    return column;
  }

  void number(String pointer, Optional<Field> field) {
    field
        .filter(f -> f.type() != ValueType.NUMBER)
        .ifPresent(f -> add(pointer, "'" + f.name() + "' is no number but " + f.type()));
  }

  void time(String pointer, Optional<Field> field) {
    field
        .filter(f -> f.type() != ValueType.TIME)
        .ifPresent(f -> add(pointer, "'" + f.name() + "' is no time but " + f.type()));
  }

  private void seen(String pointer, String kind, String name, Collection<String> known) {
    if (!known.contains(name)) {
      NearestName.slip(name, known)
          .ifPresent(
              near ->
                  add(
                      pointer,
                      "There is no " + kind + " '" + name + "'. Did you mean '" + near + "'?"));
    }
  }

  private static Set<String> names(Stream<String> some, Collection<String> others) {
    Set<String> names = new HashSet<>(others);
    some.forEach(names::add);
    return names;
  }
}
