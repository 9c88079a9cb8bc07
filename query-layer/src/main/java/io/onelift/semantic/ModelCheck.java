package io.onelift.semantic;

import io.onelift.event.Field;
import io.onelift.event.Problem;
import io.onelift.event.ValueType;
import io.onelift.semantic.Dimension.BandSource;
import io.onelift.semantic.Dimension.PropertySource;
import io.onelift.semantic.Dimension.TagSource;
import io.onelift.semantic.Dimension.TimeSource;
import io.onelift.semantic.Dimension.TraitSource;
import io.onelift.semantic.Learned.EventShape;
import io.onelift.semantic.Learned.TagShape;
import io.onelift.semantic.Metric.EventCount;
import io.onelift.semantic.Metric.EventNumber;
import io.onelift.semantic.Metric.EventProfiles;
import io.onelift.semantic.Metric.ProfileCount;
import io.onelift.semantic.Metric.ProfileNumber;
import io.onelift.semantic.Metric.Ratio;
import io.onelift.semantic.Metric.TraitTest;
import io.onelift.tag.EventMeasure.PropertyTest;
import io.onelift.tag.NearestName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Checks the names that a document uses against each other and against what has been learned. */
final class ModelCheck {
  private final ModelDocument whole;
  private final Learned learned;
  private final Set<String> events;
  private final Set<String> properties;
  private final Set<String> traits;
  private final List<Problem> problems = new ArrayList<>();

  ModelCheck(ModelDocument own, ModelDocument whole, Learned learned) {
    this.whole = whole;
    this.learned = learned;
    this.events = names(learned.events().stream().map(EventShape::name), whole.events().keySet());
    this.properties =
        names(learned.properties().stream().map(Field::name), SemanticModel.EVENT_COLUMNS);
    this.traits = names(learned.traits().stream().map(Field::name), SemanticModel.PROFILE_TIMES);
    own.dimensions().values().forEach(this::dimension);
    own.metrics().values().forEach(this::metric);
  }

  List<Problem> problems() {
    return List.copyOf(problems);
  }

  private void dimension(Dimension dimension) {
    String pointer = "/dimensions/" + dimension.key();
    switch (dimension.source()) {
      case TraitSource trait -> {
        seen(pointer + "/trait", "trait", trait.trait(), traits);
        type(pointer, dimension.type(), learned.trait(trait.trait()));
      }
      case PropertySource property -> {
        seen(pointer + "/property", "property", property.property(), properties);
        type(pointer, dimension.type(), learned.property(property.property()));
      }
      case TagSource tag ->
          seen(
              pointer + "/tag",
              "tag",
              tag.tag(),
              names(learned.tags().stream().map(TagShape::key), Set.of()));
      case BandSource band -> numberTrait(pointer + "/bands/trait", band.trait());
      case TimeSource _ -> {}
    }
  }

  private void metric(Metric metric) {
    String pointer = "/metrics/" + metric.key();
    switch (metric.definition()) {
      case EventCount count -> event(pointer + "/count", count.event(), count.where());
      case EventProfiles profiles ->
          event(pointer + "/distinct_profiles", profiles.event(), profiles.where());
      case EventNumber number -> {
        String place = pointer + "/" + word(number.fold());
        event(place, number.event(), number.where());
        seen(place + "/property", "property", number.property(), properties);
        number(place + "/property", learned.property(number.property()));
      }
      case ProfileCount count -> {
        traitTests(pointer + "/profiles", count.where());
        if (!count.timeTrait().isEmpty()) {
          String place = pointer + "/profiles/time";
          seen(place, "trait", count.timeTrait(), traits);
          learned
              .trait(count.timeTrait())
              .filter(field -> field.type() != ValueType.TIME)
              .ifPresent(
                  field -> add(place, "'" + field.name() + "' is no time but " + field.type()));
        }
      }
      case ProfileNumber number -> {
        String place = pointer + "/" + word(number.fold());
        traitTests(place, number.where());
        numberTrait(place + "/trait", number.trait());
      }
      case Ratio ratio -> {
        part(pointer + "/ratio/of", ratio.numerator());
        part(pointer + "/ratio/to", ratio.denominator());
      }
    }
  }

  private static String word(Metric.Fold fold) {
    return switch (fold) {
      case SUM -> "sum";
      case AVERAGE -> "average";
    };
  }

  private void event(String pointer, String event, List<PropertyTest> where) {
    if (!event.equals(SemanticModel.ANY_EVENT)) {
      seen(pointer + "/event", "event", event, events);
    }
    for (int i = 0; i < where.size(); i++) {
      String place = pointer + "/where/" + i + "/property";
      seen(place, "property", where.get(i).property(), properties);
    }
  }

  private void traitTests(String pointer, List<TraitTest> where) {
    for (int i = 0; i < where.size(); i++) {
      seen(pointer + "/where/" + i + "/trait", "trait", where.get(i).trait(), traits);
    }
  }

  private void numberTrait(String pointer, String trait) {
    seen(pointer, "trait", trait, traits);
    number(pointer, learned.trait(trait));
  }

  private void number(String pointer, Optional<Field> field) {
    field
        .filter(f -> f.type() != ValueType.NUMBER)
        .ifPresent(f -> add(pointer, "'" + f.name() + "' is no number but " + f.type()));
  }

  private void part(String pointer, String key) {
    Metric metric = whole.metrics().get(key);
    if (metric == null) {
      add(
          pointer,
          "There is no metric '" + key + "'. " + NearestName.hint(key, whole.metrics().keySet()));
    } else if (metric.definition() instanceof Ratio) {
      add(pointer, "'" + key + "' is a ratio itself; a ratio is of two metrics that are none");
    }
  }

  private void type(String pointer, ValueType declared, Optional<Field> field) {
    // Text is also what stands there when nothing was declared.
    field
        .filter(f -> declared != ValueType.TEXT && f.type() != declared)
        .ifPresent(
            f ->
                add(
                    pointer + "/type",
                    "The type is declared as "
                        + declared
                        + ", but '"
                        + f.name()
                        + "' is "
                        + f.type()));
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

  private void add(String pointer, String message) {
    problems.add(new Problem(pointer, message));
  }

  private static Set<String> names(Stream<String> some, Collection<String> others) {
    Set<String> names = new HashSet<>(others);
    some.forEach(names::add);
    return names;
  }
}
