package io.onelift.semantic;

import io.onelift.semantic.Dimension.BandSource;
import io.onelift.semantic.Dimension.ColumnSource;
import io.onelift.semantic.Dimension.PropertySource;
import io.onelift.semantic.Dimension.Source;
import io.onelift.semantic.Dimension.TagSource;
import io.onelift.semantic.Dimension.TimeSource;
import io.onelift.semantic.Dimension.TraitSource;
import io.onelift.semantic.Metric.ColumnTest;
import io.onelift.semantic.Metric.Definition;
import io.onelift.semantic.Metric.EventCount;
import io.onelift.semantic.Metric.EventNumber;
import io.onelift.semantic.Metric.EventProfiles;
import io.onelift.semantic.Metric.OverRows;
import io.onelift.semantic.Metric.ProfileCount;
import io.onelift.semantic.Metric.ProfileNumber;
import io.onelift.semantic.Metric.SubjectCount;
import io.onelift.semantic.Metric.TableCount;
import io.onelift.semantic.Metric.TableNumber;
import io.onelift.semantic.SemanticModel.ColumnPlace;
import io.onelift.semantic.Subject.OfProfile;
import io.onelift.semantic.Subject.OfProperty;
import io.onelift.semantic.Subject.OfTable;
import io.onelift.semantic.Subject.OfTrait;
import io.onelift.tag.NearestName;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * What the rows of a metric reach without being counted twice. Two tables that both have many rows
 * for one of a third are never joined to each other; each is aggregated by itself.
 */
final class Reach {
  private final SemanticModel model;
  private final JoinGraph joins;
  private final Map<List<String>, Route> routes = new ConcurrentHashMap<>();

  Reach(SemanticModel model, JoinGraph joins) {
    this.model = model;
    this.joins = joins;
  }

  Route route(String from, String to, String via) {
    return routes.computeIfAbsent(List.of(from, to, via), _ -> joins.route(from, to, via));
  }

  String root(OverRows definition) {
    return switch (definition) {
      case EventCount _, EventProfiles _, EventNumber _ -> SemanticModel.EVENTS;
      case ProfileCount _, ProfileNumber _ -> SemanticModel.CUSTOMERS;
      case TableCount count -> count.table();
      case TableNumber number -> number.table();
      case SubjectCount count -> root(count.rows());
    };
  }

  String timeOf(OverRows definition) {
    return switch (definition) {
      case EventCount _, EventProfiles _, EventNumber _ -> "time";
      case ProfileCount count -> count.timeTrait();
      case ProfileNumber _ -> "";
      case TableCount count -> timeOf(count.table(), count.time());
      case TableNumber number -> timeOf(number.table(), number.time());
      case SubjectCount count -> timeOf(count.rows());
    };
  }

  private String timeOf(String table, Optional<String> said) {
    return said.orElseGet(() -> model.table(table).map(DataTable::time).orElse(""));
  }

  /** Why a source does not apply; empty when it does. */
  Optional<String> objection(Source source, Definition definition) {
    if (definition instanceof OverRows rows) {
      return overRows(source, rows);
    }
    for (String part : definition.uses()) {
      Optional<Metric> metric = model.metric(part);
      if (metric.isEmpty()) {
        return Optional.of("There is no metric '" + part + "' any more.");
      }
      Optional<String> objection = objection(source, metric.get().definition());
      if (objection.isPresent()) {
        return objection;
      }
    }
    return Optional.empty();
  }

  private Optional<String> overRows(Source source, OverRows rows) {
    String root = root(rows);
    return switch (source) {
      case TimeSource _ ->
          timeOf(rows).isEmpty()
              ? Optional.of("It is a state, which has no time.")
              : Optional.empty();
      case PropertySource property -> property(property.property(), rows, root);
      case TraitSource _, TagSource _, BandSource _ -> reached(root, SemanticModel.CUSTOMERS, "");
      case ColumnSource column -> reached(root, column.table(), column.via());
    };
  }

  private Optional<String> property(String property, OverRows rows, String root) {
    if (!root.equals(SemanticModel.EVENTS)) {
      return Optional.of("It is a property of events, and the metric counts other rows.");
    }
    String event = event(rows);
    boolean carried =
        SemanticModel.EVENT_COLUMNS.contains(property)
            || event.equals(SemanticModel.ANY_EVENT)
            // An event nobody sent yet may carry anything; the answer is empty, not wrong.
            || model.learned().event(event).isEmpty()
            || model.learned().event(event).orElseThrow().properties().contains(property);
    return carried
        ? Optional.empty()
        : Optional.of("The event '" + event + "' does not carry '" + property + "'.");
  }

  private static String event(OverRows rows) {
    return switch (rows) {
      case EventCount count -> count.event();
      case EventProfiles profiles -> profiles.event();
      case EventNumber number -> number.event();
      case SubjectCount count -> event(count.rows());
      case ProfileCount _, ProfileNumber _, TableCount _, TableNumber _ -> SemanticModel.ANY_EVENT;
    };
  }

  Optional<String> reached(String from, String to, String via) {
    return switch (route(from, to, via)) {
      case Route.Found _ -> Optional.empty();
      case Route.FansOut(Join at) ->
          Optional.of(
              "Over "
                  + at.text()
                  + " one row of "
                  + at.table()
                  + " has many of "
                  + at.toTable()
                  + ", so it would be counted several times. Ask for a metric over "
                  + at.toTable()
                  + " instead, or declare the join with its true cardinality in the model.");
      case Route.Ambiguous(List<Join> starts) ->
          Optional.of(
              "Several joins lead from "
                  + from
                  + " to "
                  + to
                  + " ("
                  + starts.stream().map(Join::text).collect(Collectors.joining(", "))
                  + "). Declare the one that is meant, or give the dimension a 'via'.");
      case Route.None _ ->
          Optional.of(
              "No join leads from "
                  + from
                  + " to "
                  + to
                  + "; declare one under 'tables' in the model.");
    };
  }

  /** What a definition needs and is not there, or not any more; empty when it can be computed. */
  Optional<String> missing(OverRows definition) {
    return switch (definition) {
      case TableCount count -> missing(count.table(), count.where());
      case TableNumber number -> missing(number.table(), number.where());
      case SubjectCount count -> missing(count.rows()).or(() -> subject(count));
      case EventCount _, EventProfiles _, EventNumber _, ProfileCount _, ProfileNumber _ ->
          Optional.empty();
    };
  }

  private Optional<String> missing(String table, List<ColumnTest> where) {
    if (model.table(table).isEmpty()) {
      return Optional.of(
          "It needs the table '"
              + table
              + "', which is not there yet; import it under this name. "
              + NearestName.hint(table, model.tables().stream().map(DataTable::name).toList()));
    }
    return where.stream().flatMap(test -> reached(table, test.table(), "").stream()).findFirst();
  }

  private Optional<String> subject(SubjectCount count) {
    Optional<Subject> subject = model.subject(count.subject());
    if (subject.isEmpty()) {
      return Optional.of("It counts '" + count.subject() + "', which is no subject any more.");
    }
    return keyOf(subject.get(), root(count)).isPresent()
        ? Optional.empty()
        : Optional.of(
            "Its rows do not lead to one '" + count.subject() + "' each; declare the join.");
  }

  Optional<ColumnPlace> keyOf(Subject subject, String root) {
    return switch (subject.identity()) {
      case OfProfile _ ->
          reached(root, SemanticModel.CUSTOMERS, "").isPresent()
              ? Optional.empty()
              : Optional.of(
                  new ColumnPlace(
                      root.equals(SemanticModel.EVENTS) ? root : SemanticModel.CUSTOMERS,
                      SemanticModel.PROFILE));
      case OfTrait(String trait) ->
          reached(root, SemanticModel.CUSTOMERS, "").isPresent()
              ? Optional.empty()
              : Optional.of(new ColumnPlace(SemanticModel.CUSTOMERS, trait));
      case OfProperty(String property) -> property(property, root);
      case OfTable(String table, String column) -> column(table, column, root);
    };
  }

  /** A column that is joined to a property holds its values. */
  private Optional<ColumnPlace> property(String property, String root) {
    return root.equals(SemanticModel.EVENTS)
        ? Optional.of(new ColumnPlace(root, property))
        : joins.joins().stream()
            .filter(join -> join.table().equals(root))
            .filter(join -> join.toTable().equals(SemanticModel.EVENTS))
            .filter(join -> join.toColumn().equals(property))
            .map(join -> new ColumnPlace(root, join.column()))
            .findFirst();
  }

  /** Whoever points at a subject holds its key, also where the subject's own row is missing. */
  private Optional<ColumnPlace> column(String table, String column, String root) {
    return switch (route(root, table, "")) {
      case Route.Found(List<Join> way) -> {
        boolean pointed = !way.isEmpty() && way.getLast().toColumn().equals(column);
        yield Optional.of(
            pointed
                ? new ColumnPlace(way.getLast().table(), way.getLast().column())
                : new ColumnPlace(table, column));
      }
      case Route.FansOut _, Route.Ambiguous _, Route.None _ -> Optional.empty();
    };
  }
}
