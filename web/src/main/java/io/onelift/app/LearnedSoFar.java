package io.onelift.app;

import io.onelift.collect.ItemTable;
import io.onelift.compute.TagSource;
import io.onelift.event.Field;
import io.onelift.event.TrackingPlan;
import io.onelift.http.PersonalTags;
import io.onelift.imports.ImportedTables;
import io.onelift.semantic.Learned;
import io.onelift.semantic.Learned.EventShape;
import io.onelift.semantic.Learned.TableShape;
import io.onelift.semantic.Learned.TagShape;
import io.onelift.semantic.Names;
import io.onelift.tag.Tag;
import io.onelift.tag.TagCatalog;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What came with the data, as the semantic model takes it. */
final class LearnedSoFar implements Supplier<Learned> {
  private final TrackingPlan plan;
  private final ImportedTables tables;
  private final ItemTable items;
  private final TagCatalog tags;

  LearnedSoFar(TrackingPlan plan, ImportedTables tables, ItemTable items, TagCatalog tags) {
    this.plan = plan;
    this.tables = tables;
    this.items = items;
    this.tags = tags;
  }

  @Override
  public Learned get() {
    return new Learned(
        plan.events().stream().sorted().map(this::event).toList(),
        plan.properties(),
        plan.traits(),
        Stream.concat(
                Stream.of(new TableShape(ItemTable.NAME, ItemTable.NAME, items.fields())),
                tables.list().stream()
                    .map(
                        table ->
                            new TableShape(
                                table.name(),
                                table.physical(),
                                table.fields(),
                                table.key(),
                                table.joins())))
            .toList(),
        tags.list().stream().map(this::tag).toList());
  }

  private TagShape tag(Tag tag) {
    Names names = new Names(tag.names().zh(), tag.names().en(), List.of());
    return new TagShape(
        tag.key(),
        names,
        tag.type().valueType(),
        TagSource.of(tag),
        new PersonalTags(plan).contains(tag));
  }

  private EventShape event(String name) {
    return new EventShape(
        name, plan.propertiesOf(name).stream().map(Field::name).collect(Collectors.toSet()));
  }
}
