package io.onelift.http;

import io.javalin.http.Context;
import io.onelift.analysis.Analyses;
import io.onelift.collect.ItemTable;
import io.onelift.event.Field;
import io.onelift.event.TrackingPlan;
import io.onelift.event.ValueType;
import io.onelift.http.EnumLikeValues.Counted;
import io.onelift.imports.ImportedTable;
import io.onelift.imports.ImportedTables;
import io.onelift.json.CatalogJson;
import io.onelift.json.CatalogJson.ColumnJson;
import io.onelift.json.CatalogJson.DimensionJson;
import io.onelift.json.CatalogJson.EventJson;
import io.onelift.json.CatalogJson.JoinJson;
import io.onelift.json.CatalogJson.MetricJson;
import io.onelift.json.CatalogJson.PropertyJson;
import io.onelift.json.CatalogJson.SubjectJson;
import io.onelift.json.CatalogJson.TableJson;
import io.onelift.json.CatalogJson.TagJson;
import io.onelift.json.CatalogJson.TraitJson;
import io.onelift.json.CatalogJson.ValueJson;
import io.onelift.json.NamesJson;
import io.onelift.json.TableJoinJson;
import io.onelift.security.Permission;
import io.onelift.semantic.DataTable;
import io.onelift.semantic.Dimension;
import io.onelift.semantic.Join;
import io.onelift.semantic.Metric;
import io.onelift.semantic.Names;
import io.onelift.semantic.SemanticCatalog;
import io.onelift.semantic.SemanticModel;
import io.onelift.semantic.Subject;
import io.onelift.tag.TagCatalog;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Everything that can be asked for. */
final class CatalogCalls implements Resource {
  private final SemanticCatalog catalog;
  private final TrackingPlan plan;
  private final TagCatalog tags;
  private final ImportedTables tables;
  private final ItemTable items;
  private final EnumLikeValues values;
  private final Analyses analyses;
  private final ProjectInfo project;

  CatalogCalls(
      SemanticCatalog catalog,
      TrackingPlan plan,
      TagCatalog tags,
      ImportedTables tables,
      ItemTable items,
      EnumLikeValues values,
      Analyses analyses,
      ProjectInfo project) {
    this.catalog = catalog;
    this.plan = plan;
    this.tags = tags;
    this.tables = tables;
    this.items = items;
    this.values = values;
    this.analyses = analyses;
    this.project = project;
  }

  @Override
  public List<Route> routes() {
    return List.of(Route.get("/api/catalog", Permission.READ, this::show));
  }

  private void show(Context context) {
    SemanticModel model = catalog.current();
    Map<String, List<Counted>> ofTraits = values.ofTraits(plan.traits());
    Map<String, List<Counted>> ofProperties = values.ofProperties(plan.properties());
    context.json(
        new CatalogJson(
            model.subjects().stream().map(CatalogCalls::subject).toList(),
            model.metrics().stream().map(metric -> metric(metric, model)).toList(),
            model.dimensions().stream()
                .map(dimension -> dimension(dimension, ofTraits, ofProperties))
                .toList(),
            tags.list().stream()
                .map(
                    tag ->
                        new TagJson(
                            tag.key(),
                            NamesJson.of(tag.names().zh(), tag.names().en()),
                            tag.type().json(),
                            tag.category()))
                .toList(),
            plan.traits().stream()
                .map(
                    trait ->
                        new TraitJson(
                            trait.name(),
                            type(trait.type()),
                            trait.personal(),
                            plan.isPlannedTrait(trait.name()),
                            plan.rule(trait.name()).merge().key(),
                            plan.storageOfTrait(trait.name()).key(),
                            names(ofTraits, trait)))
                .toList(),
            plan.events().stream()
                .sorted()
                .map(event -> event(event, model.events(), ofProperties))
                .toList(),
            tables(model),
            model.joins().stream().map(CatalogCalls::join).toList(),
            analyses.models().stream().sorted().toList()));
  }

  private static JoinJson join(Join join) {
    return new JoinJson(
        join.table(),
        join.column(),
        join.toTable(),
        Optional.of(join.toColumn()).filter(column -> !column.isEmpty()),
        Optional.of(join.identifier()).filter(type -> !type.isEmpty()),
        join.cardinality().word(),
        join.origin().name().toLowerCase(Locale.ROOT));
  }

  private static SubjectJson subject(Subject subject) {
    NamesJson names = NamesJson.of(subject.names());
    return switch (subject.identity()) {
      case Subject.OfProfile _ ->
          new SubjectJson(subject.key(), names, "profile", Optional.empty(), Optional.empty());
      case Subject.OfProperty(String property) ->
          new SubjectJson(
              subject.key(), names, "property", Optional.empty(), Optional.of(property));
      case Subject.OfTrait(String trait) ->
          new SubjectJson(subject.key(), names, "trait", Optional.empty(), Optional.of(trait));
      case Subject.OfTable(String table, String column) ->
          new SubjectJson(subject.key(), names, "table", Optional.of(table), Optional.of(column));
    };
  }

  /** Those that were imported, and the items once there are any. */
  private List<TableJson> tables(SemanticModel model) {
    List<TableJson> all = new ArrayList<>();
    long count = items.count();
    if (count > 0) {
      all.add(
          new TableJson(
              ItemTable.NAME,
              names(model, ItemTable.NAME),
              columns(items.fields()),
              count,
              List.of(),
              false,
              time(model, ItemTable.NAME),
              List.of()));
    }
    for (ImportedTable table : tables.list()) {
      all.add(
          new TableJson(
              table.name(),
              names(model, table.name()),
              columns(table.fields()),
              table.rows(),
              table.key(),
              table.keyConfirmed(),
              time(model, table.name()),
              table.joins().stream().map(TableJoinJson::of).toList()));
    }
    return all;
  }

  private static NamesJson names(SemanticModel model, String table) {
    return model
        .table(table)
        .map(found -> NamesJson.of(found.names()))
        .orElseGet(() -> NamesJson.of(table, table));
  }

  private static Optional<String> time(SemanticModel model, String table) {
    return model.table(table).map(DataTable::time).filter(column -> !column.isEmpty());
  }

  private static List<ColumnJson> columns(List<Field> fields) {
    return fields.stream().map(field -> new ColumnJson(field.name(), type(field.type()))).toList();
  }

  private MetricJson metric(Metric metric, SemanticModel model) {
    String unit =
        switch (metric.format()) {
          case MONEY -> project.currency();
          case PERCENT -> "%";
          case NUMBER -> "";
        };
    return new MetricJson(
        metric.key(),
        NamesJson.of(metric.names()),
        metric.description(),
        metric.format().name().toLowerCase(Locale.ROOT),
        unit,
        List.copyOf(model.roots(metric)),
        metric.definition().uses());
  }

  private DimensionJson dimension(
      Dimension dimension,
      Map<String, List<Counted>> ofTraits,
      Map<String, List<Counted>> ofProperties) {
    return switch (dimension.source()) {
      case Dimension.TraitSource(String trait) ->
          json(dimension, "trait", trait, ofTraits.getOrDefault(trait, List.of()));
      case Dimension.PropertySource(String property) ->
          json(dimension, "property", property, ofProperties.getOrDefault(property, List.of()));
      case Dimension.ColumnSource(String table, String column, String _) ->
          new DimensionJson(
              dimension.key(),
              NamesJson.of(dimension.names()),
              type(dimension.type()),
              "column",
              Optional.of(table),
              Optional.of(column),
              List.of());
      case Dimension.TagSource(String tag) -> json(dimension, "tag", tag, List.of());
      case Dimension.TimeSource _ -> json(dimension, "time", "", List.of());
      case Dimension.BandSource band ->
          new DimensionJson(
              dimension.key(),
              NamesJson.of(dimension.names()),
              type(dimension.type()),
              "band",
              Optional.empty(),
              Optional.of(band.trait()),
              band.names().stream()
                  .map(name -> new ValueJson(name, Optional.empty(), Optional.empty()))
                  .toList());
    };
  }

  private static DimensionJson json(
      Dimension dimension, String source, String column, List<Counted> values) {
    return new DimensionJson(
        dimension.key(),
        NamesJson.of(dimension.names()),
        type(dimension.type()),
        source,
        Optional.empty(),
        Optional.of(column).filter(name -> !name.isEmpty()),
        values.stream()
            .map(
                counted ->
                    new ValueJson(
                        counted.value(),
                        dimension.labels().stream()
                            .filter(label -> label.value().equals(counted.value()))
                            .map(label -> NamesJson.of(label.names()))
                            .findFirst(),
                        Optional.of(counted.count())))
            .toList());
  }

  private EventJson event(
      String event, Map<String, Names> names, Map<String, List<Counted>> ofProperties) {
    return new EventJson(
        event,
        declared(event)
            .or(() -> Optional.ofNullable(names.get(event)).map(NamesJson::of))
            .orElseGet(() -> NamesJson.of(event, event)),
        Optional.empty(),
        plan.isPlanned(event),
        plan.isSeen(event),
        plan.propertiesOf(event).stream()
            .map(
                property ->
                    new PropertyJson(
                        property.name(),
                        type(property.type()),
                        property.personal(),
                        plan.isPlanned(event, property.name()),
                        plan.isSeen(event, property.name()),
                        plan.storage(property.name()).key(),
                        names(ofProperties, property)))
            .toList());
  }

  /** What the declared plan calls an event, when it names it. */
  private Optional<NamesJson> declared(String event) {
    return plan.declared()
        .event(event)
        .filter(planned -> planned.zh().isPresent() || planned.en().isPresent())
        .map(planned -> NamesJson.of(planned.zh().orElse(event), planned.en().orElse(event)));
  }

  private static List<String> names(Map<String, List<Counted>> values, Field field) {
    return values.getOrDefault(field.name(), List.of()).stream().map(Counted::value).toList();
  }

  private static String type(ValueType type) {
    return type.name().toLowerCase(Locale.ROOT);
  }
}
