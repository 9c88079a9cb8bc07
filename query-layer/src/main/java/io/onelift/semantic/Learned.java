package io.onelift.semantic;

import io.onelift.compute.TagSource;
import io.onelift.event.Field;
import io.onelift.event.ValueType;
import io.onelift.imports.TableJoin;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the product has seen by itself: nobody declared it, it came with the data.
 *
 * @param properties of events; one name is one column, whatever event carries it
 * @param tables that were imported
 * @param tags that were defined; a tag is a dimension
 */
public record Learned(
    List<EventShape> events,
    List<Field> properties,
    List<Field> traits,
    List<TableShape> tables,
    List<TagShape> tags) {
  /** Nothing seen yet. */
  public static final Learned NOTHING =
      new Learned(List.of(), List.of(), List.of(), List.of(), List.of());

  public Learned {
    events = List.copyOf(events);
    properties = List.copyOf(properties);
    traits = List.copyOf(traits);
    tables = List.copyOf(tables);
    tags = List.copyOf(tags);
  }

  public Optional<Field> property(String name) {
    return properties.stream().filter(field -> field.name().equals(name)).findFirst();
  }

  public Optional<Field> trait(String name) {
    return traits.stream().filter(field -> field.name().equals(name)).findFirst();
  }

  public Optional<EventShape> event(String name) {
    return events.stream().filter(event -> event.name().equals(name)).findFirst();
  }

  public Optional<TableShape> table(String name) {
    return tables.stream().filter(table -> table.name().equals(name)).findFirst();
  }

  public Optional<TagShape> tag(String key) {
    return tags.stream().filter(tag -> tag.key().equals(key)).findFirst();
  }

  /**
   * An event and the properties it was seen with.
   *
   * @param properties their names
   */
  public record EventShape(String name, Set<String> properties) {
    public EventShape {
      properties = Set.copyOf(properties);
    }
  }

  /**
   * An imported table.
   *
   * @param name as queries write it
   * @param physicalName in the warehouse
   * @param key names of the columns that together name a row; empty when none are known
   * @param joins of its columns, proposed or confirmed
   */
  public record TableShape(
      String name,
      String physicalName,
      List<Field> columns,
      List<String> key,
      List<TableJoin> joins) {
    public TableShape {
      columns = List.copyOf(columns);
      key = List.copyOf(key);
      joins = List.copyOf(joins);
    }

    /** A table of which neither a key nor joins are known. */
    public TableShape(String name, String physicalName, List<Field> columns) {
      this(name, physicalName, columns, List.of(), List.of());
    }
  }

  /**
   * A tag and where its value comes from.
   *
   * @param source a question to the warehouse; empty for a tag that only its bitmaps tell
   * @param personal true when it shows personal data
   */
  public record TagShape(
      String key, Names names, ValueType type, Optional<TagSource> source, boolean personal) {}
}
