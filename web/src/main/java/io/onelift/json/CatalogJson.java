package io.onelift.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Optional;

/**
 * Everything that can be asked for, with the words people use for it.
 *
 * @param analyses keys of the analysis models
 */
public record CatalogJson(
    List<SubjectJson> subjects,
    List<MetricJson> metrics,
    List<DimensionJson> dimensions,
    List<TagJson> tags,
    List<TraitJson> traits,
    List<EventJson> events,
    List<TableJson> tables,
    List<JoinJson> joins,
    List<String> analyses) {

  /**
   * Who or what is counted.
   *
   * @param identity {@code profile}, {@code property}, {@code trait} or {@code table}: what tells
   *     one from another
   * @param table that has a row for each
   * @param column of that table, or the property or the trait
   */
  public record SubjectJson(
      String key,
      NamesJson names,
      String identity,
      Optional<String> table,
      Optional<String> column) {}

  /**
   * A figure.
   *
   * @param unit a currency for money, {@code %} for shares
   * @param over the tables whose rows it counts: {@code events}, {@code customers}, imported ones
   * @param uses keys of the metrics that it is made of
   */
  public record MetricJson(
      String key,
      NamesJson names,
      String description,
      String format,
      String unit,
      List<String> over,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> uses) {}

  /**
   * Something figures are split by.
   *
   * @param source {@code trait}, {@code tag}, {@code property}, {@code column}, {@code time} or
   *     {@code band}
   * @param table of a column
   * @param column of that table, or the trait, the property, the tag
   * @param values of dimensions with at most 200 of them
   */
  public record DimensionJson(
      String key,
      NamesJson names,
      String type,
      String source,
      Optional<String> table,
      Optional<String> column,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) List<ValueJson> values) {}

  /** A value and what people call it. */
  public record ValueJson(String value, Optional<NamesJson> names, Optional<Long> count) {}

  /** A tag. */
  public record TagJson(String key, NamesJson names, String type, String category) {}

  /**
   * A trait, with its values where they are few.
   *
   * @param planned false when it is not in the declared plan
   * @param merge the rule by which what is said of it becomes its value
   * @param storage {@code plain} or {@code hashed}
   */
  public record TraitJson(
      String name,
      String type,
      boolean personal,
      boolean planned,
      String merge,
      String storage,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> values) {}

  /**
   * An event and what it carries.
   *
   * @param planned false when it is not in the declared plan
   * @param seen false when it is declared and never came
   */
  public record EventJson(
      String name,
      NamesJson names,
      Optional<Long> count,
      boolean planned,
      boolean seen,
      List<PropertyJson> properties) {}

  /** A property of an event, with its values where they are few. */
  public record PropertyJson(
      String name,
      String type,
      boolean personal,
      boolean planned,
      boolean seen,
      String storage,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> values) {}

  /**
   * An imported table.
   *
   * @param time the column that says when a row happened
   * @param key columns that together name a row; empty when none are known
   * @param keyConfirmed a user named them; else they were found
   */
  public record TableJson(
      String name,
      NamesJson names,
      List<ColumnJson> columns,
      long rows,
      List<String> key,
      boolean keyConfirmed,
      Optional<String> time,
      List<TableJoinJson> joins) {}

  /**
   * How the rows of one table find those of another, as questions use it.
   *
   * @param identifier the type of identifier by which customers are found
   * @param cardinality {@code many_to_one}, {@code one_to_one}, {@code one_to_many} or {@code
   *     many_to_many}
   * @param origin {@code declared}, {@code built_in}, {@code confirmed} or {@code proposed}
   */
  public record JoinJson(
      String table,
      String column,
      String toTable,
      Optional<String> toColumn,
      Optional<String> identifier,
      String cardinality,
      String origin) {}

  /** A column of an imported table. */
  public record ColumnJson(String name, String type) {}
}
