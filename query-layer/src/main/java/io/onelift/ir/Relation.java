package io.onelift.ir;

import java.util.List;
import java.util.Optional;

/**
 * Rows, in the words of the semantic model. Names of columns are the query's own; what the data
 * hold is reached by {@link Expression.Property} and {@link Expression.DimensionValue} as long as
 * the rows are events or profiles, that is until the first {@link Columns} or {@link Grouped}.
 */
public sealed interface Relation {
  /** The column of events and profiles that holds the key of the subject. */
  String SUBJECT = "subject";

  /** The column of events and profiles that holds the profile's number, all merges applied. */
  String PROFILE = "profile";

  /** The column of events that says when they happened. */
  String TIME = "time";

  /**
   * Every event that names the subject; columns {@link #SUBJECT}, {@link #PROFILE}, {@link #TIME}.
   */
  record Events(Subject subject) implements Relation {}

  /** Every profile; columns {@link #SUBJECT} and {@link #PROFILE}, which are the same. */
  record Profiles() implements Relation {}

  /** The rows for which the test holds. */
  record Where(Relation input, Expression test) implements Relation {}

  /** Other columns in place of those of the input. */
  record Columns(Relation input, List<Named> columns) implements Relation {
    public Columns {
      columns = List.copyOf(columns);
    }
  }

  /** The input's columns and more. */
  record Extended(Relation input, List<Named> columns) implements Relation {
    public Extended {
      columns = List.copyOf(columns);
    }
  }

  /** One row for each combination of the groups: the groups' columns, then the measures. */
  record Grouped(Relation input, List<Named> by, List<Measured> measures) implements Relation {
    public Grouped {
      by = List.copyOf(by);
      measures = List.copyOf(measures);
    }
  }

  /**
   * The input's columns and one row for each item of a list; a later step has to look at the item,
   * because what nobody asks for is not made.
   */
  record Unnested(Relation input, Named item) implements Relation {}

  /**
   * The input, with what is known of the profile: its dimensions of traits and tags can be asked
   * for by {@link Expression.DimensionValue}. No row is added or lost.
   *
   * @param profile the column of the input that holds the profile
   */
  record Described(Relation input, String profile, List<String> dimensions) implements Relation {
    public Described {
      dimensions = List.copyOf(dimensions);
    }
  }

  /**
   * Rows of both sides with equal keys: the left columns, then those of the right that are no keys.
   *
   * @param keys columns that both sides have
   * @param keepLeft true keeps rows of the left side without a partner, with nothing on the right
   */
  record Joined(Relation left, Relation right, List<String> keys, boolean keepLeft)
      implements Relation {
    public Joined {
      keys = List.copyOf(keys);
    }
  }

  /** The rows of all inputs, which have the same columns; equal rows stay apart. */
  record Together(List<Relation> inputs) implements Relation {
    public Together {
      inputs = List.copyOf(inputs);
    }
  }

  /** The rows in an order, nothing last. */
  record Sorted(Relation input, List<Order> order) implements Relation {
    public Sorted {
      order = List.copyOf(order);
    }
  }

  /** A column and what it holds. */
  record Named(String name, Expression value) {}

  /**
   * A column and what is computed for it of all rows of a group.
   *
   * @param where only rows for which this holds count; empty for all
   */
  record Measured(String name, Aggregate aggregate, Optional<Expression> where) {
    public static Measured of(String name, Aggregate aggregate) {
      return new Measured(name, aggregate, Optional.empty());
    }

    public static Measured of(String name, Aggregate aggregate, Expression where) {
      return new Measured(name, aggregate, Optional.of(where));
    }
  }

  /** A column that rows are ordered by. */
  record Order(String column, boolean descending) {}
}
