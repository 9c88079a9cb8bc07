package io.onelift.semantic;

import io.onelift.tag.EventMeasure.PropertyTest;
import io.onelift.tag.Predicate;
import java.util.List;
import java.util.Optional;

/**
 * A figure people ask for, with one definition for everybody.
 *
 * @param key lower case with underscores
 * @param description one sentence on what is counted, in the language of the model's author
 */
public record Metric(
    String key, Names names, String description, Definition definition, Format format) {

  /** How the figure reads. */
  public enum Format {
    NUMBER,
    MONEY,
    PERCENT
  }

  /** How the figure is computed. */
  public sealed interface Definition {
    /** The keys of the metrics that this one is made of; empty when it is computed over rows. */
    default List<String> uses() {
      return switch (this) {
        case OverRows _ -> List.of();
        case Filtered filtered -> List.of(filtered.of());
        case Ratio ratio -> List.of(ratio.numerator(), ratio.denominator());
        case PerSubject per -> List.of(per.of());
        case Formula formula -> List.copyOf(formula.expression().names());
      };
    }
  }

  /** Computed over rows; the others are made of these. */
  public sealed interface OverRows extends Definition {}

  /** How many events of a name. */
  public record EventCount(String event, List<PropertyTest> where) implements OverRows {
    public EventCount {
      where = List.copyOf(where);
    }
  }

  /** How many different profiles did an event. */
  public record EventProfiles(String event, List<PropertyTest> where) implements OverRows {
    public EventProfiles {
      where = List.copyOf(where);
    }
  }

  /** A property over events, folded. */
  public record EventNumber(String event, List<PropertyTest> where, Fold fold, String property)
      implements OverRows {
    public EventNumber {
      where = List.copyOf(where);
    }
  }

  /**
   * How many profiles fulfil trait tests.
   *
   * @param timeTrait the trait whose time must fall into the asked range (for example {@code
   *     registered_at}); empty text when the metric is a state that has no range
   */
  public record ProfileCount(List<TraitTest> where, String timeTrait) implements OverRows {
    public ProfileCount {
      where = List.copyOf(where);
    }
  }

  /** A trait over profiles, folded; a state as of now. */
  public record ProfileNumber(List<TraitTest> where, Fold fold, String trait) implements OverRows {
    public ProfileNumber {
      where = List.copyOf(where);
    }
  }

  /**
   * How many rows of an imported table.
   *
   * @param time the column whose time must fall into the asked range; empty for the table's own
   *     time. Without either the range means nothing
   */
  public record TableCount(String table, List<ColumnTest> where, Optional<String> time)
      implements OverRows {
    public TableCount {
      where = List.copyOf(where);
    }
  }

  /**
   * A column of an imported table, folded.
   *
   * @param columns several only for {@link Fold#DISTINCT}, which counts their combinations
   * @param time as in {@link TableCount}
   */
  public record TableNumber(
      String table, List<ColumnTest> where, Optional<String> time, Fold fold, List<String> columns)
      implements OverRows {
    public TableNumber {
      where = List.copyOf(where);
      columns = List.copyOf(columns);
    }
  }

  /** How many different subjects the rows of another definition belong to. */
  public record SubjectCount(OverRows rows, String subject) implements OverRows {}

  /** A metric over rows, of those rows that pass more tests. */
  public record Filtered(String of, List<DimensionTest> where) implements Definition {
    public Filtered {
      where = List.copyOf(where);
    }
  }

  /** One metric over another, both by key. */
  public record Ratio(String numerator, String denominator) implements Definition {}

  /** A metric over the number of subjects that its rows belong to: those that were active. */
  public record PerSubject(String of, String subject) implements Definition {}

  /** Arithmetic over metrics by their keys. */
  public record Formula(Expression expression) implements Definition {}

  /** A test on one trait. */
  public record TraitTest(String trait, Predicate predicate) {}

  /** A test on a column of the table or of one that its rows reach. */
  public record ColumnTest(String table, String column, Predicate predicate) {}

  /** A test on a dimension's value. */
  public record DimensionTest(String dimension, Predicate predicate) {}

  /**
   * How values become one.
   *
   * @param level of a quantile, between 0 and 1; else 0
   */
  public record Fold(Kind kind, double level) {
    public static final Fold SUM = new Fold(Kind.SUM, 0);
    public static final Fold AVERAGE = new Fold(Kind.AVERAGE, 0);
    public static final Fold MINIMUM = new Fold(Kind.MINIMUM, 0);
    public static final Fold MAXIMUM = new Fold(Kind.MAXIMUM, 0);
    public static final Fold DISTINCT = new Fold(Kind.DISTINCT, 0);

    /** The way. */
    public enum Kind {
      SUM,
      AVERAGE,
      MINIMUM,
      MAXIMUM,
      QUANTILE,
      DISTINCT
    }

    /** Exact, with interpolation between neighbours. */
    public static Fold quantile(double level) {
      return new Fold(Kind.QUANTILE, level);
    }

    /** True when nothing makes 0; a smallest or an average of nothing is nothing. */
    public boolean isZeroOfNothing() {
      return kind == Kind.SUM || kind == Kind.DISTINCT;
    }
  }
}
