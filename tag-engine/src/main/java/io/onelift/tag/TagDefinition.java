package io.onelift.tag;

import io.onelift.tag.EventMeasure.PropertyTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** How the values of a tag come about. */
public sealed interface TagDefinition {
  /** What it reads, and how often time alone moves it. */
  Uses uses();

  /** The value of a trait of the profile. */
  record FromTrait(String trait) implements TagDefinition {
    @Override
    public Uses uses() {
      return Uses.ofTrait(trait);
    }
  }

  /** A measure over the events of the profile inside a window. */
  record FromEvents(EventMeasure measure, Window window) implements TagDefinition {
    @Override
    public Uses uses() {
      Uses events = Uses.ofEvents(Set.of(measure.event()), window);
      return measure.aggregate() instanceof EventMeasure.Aggregate.DaysSince
          ? events.and(Uses.ofElapsedDays())
          : events;
    }
  }

  /**
   * What a trained model says of the profile: a number tag holds the score, 0 to 100; an enum tag
   * the grade, {@code A} (best) to {@code E}. The model knows the tags it reads.
   */
  record FromModel(String model) implements TagDefinition {
    @Override
    public Uses uses() {
      return Uses.NOTHING;
    }
  }

  /**
   * A table read from the top: the value of the first row whose rule holds for the profile.
   *
   * @param otherwise the value of everybody no rule holds for; empty for none
   */
  record FromRules(List<RuleRow> rows, Optional<Scalar> otherwise) implements TagDefinition {
    public FromRules {
      rows = List.copyOf(rows);
    }

    @Override
    public Uses uses() {
      return rows.stream().map(row -> row.when().uses()).reduce(Uses.NOTHING, Uses::and);
    }
  }

  /** One row of a rule table. */
  record RuleRow(Condition when, Scalar value) {}

  /**
   * The value of a property that the profile's events carry most: in most events, or with the
   * greatest sum of another property. Of several with as much the one that came last wins, and of
   * several in the same millisecond the last in the order of their texts. Each item of a list
   * counts by itself.
   *
   * @param sum the property to add up; empty counts events
   */
  record FromPreference(
      String event, List<PropertyTest> where, String property, Optional<String> sum, Window window)
      implements TagDefinition {
    public FromPreference {
      where = List.copyOf(where);
    }

    @Override
    public Uses uses() {
      return Uses.ofEvents(Set.of(event), window);
    }
  }

  /**
   * How many of the steps the profile did, one after the other, the last at most {@code within}
   * after the first; a boolean tag holds for those who did all of them.
   *
   * @param window in which the first step happened
   */
  record FromSequence(List<EventStep> steps, Duration within, Window window)
      implements TagDefinition {
    public FromSequence {
      steps = List.copyOf(steps);
    }

    @Override
    public Uses uses() {
      List<String> events = new ArrayList<>();
      steps.forEach(step -> events.add(step.event()));
      return Uses.ofEvents(Set.copyOf(events), window);
    }
  }

  /** One step of a sequence. */
  record EventStep(String event, List<PropertyTest> where) {
    public EventStep {
      where = List.copyOf(where);
    }
  }

  /**
   * Recency, frequency and monetary value of everybody who did the event inside the window.
   *
   * @param amount the property whose sum is the monetary value
   */
  record FromRfm(
      String event, List<PropertyTest> where, String amount, Window window, RfmPart gives)
      implements TagDefinition {
    public FromRfm {
      where = List.copyOf(where);
    }

    @Override
    public Uses uses() {
      return Uses.ofEvents(Set.of(event), window).and(Uses.ofElapsedDays());
    }
  }

  /** What a tag of RFM shows. */
  enum RfmPart {
    /** 1 to 5, 5 for those who were here last. */
    RECENCY,
    /** 1 to 5, 5 for those who did it most often. */
    FREQUENCY,
    /** 1 to 5, 5 for those who spent most. */
    MONETARY,
    /** The three as one number, 111 to 555. */
    SCORE,
    /** One of eight names, by which of the three are above the mean. */
    SEGMENT;

    /** As JSON writes it. */
    public String json() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Values that people upload.
   *
   * @param identifierType what the rows of an upload name people by, for example {@code user_id}
   */
  record Uploaded(String identifierType) implements TagDefinition {
    @Override
    public Uses uses() {
      return Uses.NOTHING;
    }
  }

  /**
   * A statement on the semantic model that gives a profile and its value per row; asked again after
   * {@code every}, because nothing says what it reads.
   */
  record FromSql(String sql, Duration every) implements TagDefinition {
    @Override
    public Uses uses() {
      return Uses.ofTime(every);
    }
  }
}
