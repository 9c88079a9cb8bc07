package io.onelift.app;

import io.onelift.event.Field;
import io.onelift.event.TrackingPlan;
import io.onelift.imports.ImportedTables;
import io.onelift.semantic.Learned;
import io.onelift.semantic.Learned.EventShape;
import io.onelift.semantic.Learned.TableShape;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** What came with the data, as the semantic model takes it. */
final class LearnedSoFar implements Supplier<Learned> {
  private final TrackingPlan plan;
  private final ImportedTables tables;

  LearnedSoFar(TrackingPlan plan, ImportedTables tables) {
    this.plan = plan;
    this.tables = tables;
  }

  @Override
  public Learned get() {
    return new Learned(
        plan.events().stream().sorted().map(this::event).toList(),
        plan.properties(),
        plan.traits(),
        tables.list().stream()
            .map(table -> new TableShape(table.name(), table.physical(), table.fields()))
            .toList(),
        List.of());
  }

  private EventShape event(String name) {
    return new EventShape(
        name, plan.propertiesOf(name).stream().map(Field::name).collect(Collectors.toSet()));
  }
}
