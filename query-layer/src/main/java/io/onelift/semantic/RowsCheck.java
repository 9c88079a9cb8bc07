package io.onelift.semantic;

import io.onelift.semantic.Learned.TableShape;
import io.onelift.semantic.Metric.ColumnTest;
import io.onelift.semantic.Metric.EventCount;
import io.onelift.semantic.Metric.EventNumber;
import io.onelift.semantic.Metric.EventProfiles;
import io.onelift.semantic.Metric.Fold;
import io.onelift.semantic.Metric.OverRows;
import io.onelift.semantic.Metric.ProfileCount;
import io.onelift.semantic.Metric.ProfileNumber;
import io.onelift.semantic.Metric.SubjectCount;
import io.onelift.semantic.Metric.TableCount;
import io.onelift.semantic.Metric.TableNumber;
import io.onelift.semantic.Metric.TraitTest;
import io.onelift.tag.EventMeasure.PropertyTest;
import io.onelift.tag.NearestName;
import java.util.List;
import java.util.Optional;

/** Checks the names of metrics that are computed over rows. */
final class RowsCheck {
  private final KnownNames names;
  private final SemanticModel model;

  RowsCheck(KnownNames names, SemanticModel model) {
    this.names = names;
    this.model = model;
  }

  void check(String metric, OverRows definition) {
    switch (definition) {
      case EventCount count -> event(metric + "/count", count.event(), count.where());
      case EventProfiles profiles ->
          event(metric + "/distinct_profiles", profiles.event(), profiles.where());
      case EventNumber number -> {
        String place = metric + "/" + word(number.fold());
        event(place, number.event(), number.where());
        String property = place + "/property";
        var field = names.property(property, number.property());
        if (isOfNumbers(number.fold())) {
          names.number(property, field);
        }
      }
      case ProfileCount count -> profiles(metric + "/profiles", count);
      case ProfileNumber number -> {
        String place = metric + "/" + word(number.fold());
        traits(place, number.where());
        var field = names.trait(place + "/trait", number.trait());
        if (isOfNumbers(number.fold())) {
          names.number(place + "/trait", field);
        }
      }
      case TableCount count -> rows(metric + "/count", count.table(), count.where(), count.time());
      case TableNumber number -> column(metric + "/" + word(number.fold()), number);
      case SubjectCount count -> subjects(metric + "/distinct", count);
    }
  }

  private void subjects(String place, SubjectCount count) {
    switch (count.rows()) {
      case EventCount events -> event(place, events.event(), events.where());
      case TableCount table -> rows(place, table.table(), table.where(), table.time());
      case ProfileCount profiles -> profiles(place, profiles);
      case EventProfiles _, EventNumber _, ProfileNumber _, TableNumber _, SubjectCount _ -> {}
    }
    subject(place + "/subject", count.subject(), count.rows());
  }

  /** That the rows of a metric know the subject they belong to. */
  void subject(String pointer, String key, OverRows rows) {
    Optional<Subject> subject = model.subject(key);
    if (subject.isEmpty()) {
      List<String> keys = model.subjects().stream().map(Subject::key).toList();
      names.add(pointer, "There is no subject '" + key + "'. " + NearestName.hint(key, keys));
    } else if (model.keyOf(subject.get(), model.root(rows)).isEmpty()) {
      names.add(
          pointer,
          "The rows of "
              + model.root(rows)
              + " do not lead to one '"
              + key
              + "' each; declare the join under 'tables', or choose another subject");
    }
  }

  private void profiles(String place, ProfileCount count) {
    traits(place, count.where());
    if (!count.timeTrait().isEmpty()) {
      names.time(place + "/time", names.trait(place + "/time", count.timeTrait()));
    }
  }

  private void column(String place, TableNumber number) {
    Optional<TableShape> table = rows(place, number.table(), number.where(), number.time());
    for (String name : number.columns()) {
      String pointer = place + (number.columns().size() == 1 ? "/column" : "/columns");
      var column = names.column(pointer, table, name);
      if (isOfNumbers(number.fold())) {
        names.number(pointer, column);
      }
    }
  }

  private Optional<TableShape> rows(
      String place, String name, List<ColumnTest> where, Optional<String> time) {
    Optional<TableShape> table = names.table(place + "/table", name);
    time.ifPresent(
        column -> names.time(place + "/time", names.column(place + "/time", table, column)));
    for (int i = 0; i < where.size(); i++) {
      ColumnTest test = where.get(i);
      String pointer = place + "/where/" + i;
      Optional<TableShape> tested =
          test.table().equals(name) ? table : names.table(pointer + "/table", test.table());
      names.column(pointer + "/column", tested, test.column());
      if (table.isPresent() && tested.isPresent()) {
        model
            .reached(name, test.table())
            .ifPresent(reason -> names.add(pointer + "/table", reason));
      }
    }
    return table;
  }

  private void event(String pointer, String event, List<PropertyTest> where) {
    names.event(pointer + "/event", event);
    for (int i = 0; i < where.size(); i++) {
      names.property(pointer + "/where/" + i + "/property", where.get(i).property());
    }
  }

  private void traits(String pointer, List<TraitTest> where) {
    for (int i = 0; i < where.size(); i++) {
      names.trait(pointer + "/where/" + i + "/trait", where.get(i).trait());
    }
  }

  private static boolean isOfNumbers(Fold fold) {
    return fold.kind() != Fold.Kind.DISTINCT;
  }

  private static String word(Fold fold) {
    return switch (fold.kind()) {
      case SUM -> "sum";
      case AVERAGE -> "average";
      case MINIMUM -> "min";
      case MAXIMUM -> "max";
      case QUANTILE -> fold.level() == 0.5 ? "median" : "quantile";
      case DISTINCT -> "distinct";
    };
  }
}
