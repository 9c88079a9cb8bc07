package io.onelift.analysis;

import io.onelift.analysis.AnalysisColumn.Role;
import io.onelift.analysis.Path.Question;
import io.onelift.execute.QueryResult;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Names the places of ways and keeps the largest of each step. */
final class PathRows {
  private final Keys keys;
  private final Question question;
  private final List<String> names;

  PathRows(Keys keys, Question question, List<String> names) {
    this.keys = keys;
    this.question = question;
    this.names = names;
  }

  /**
   * A place of a way.
   *
   * @param number of the event's name from 1; 0 where the way is over
   * @param value of the property, where places are split by one
   */
  record Place(long number, String value) {
    private static final String BETWEEN = ": ";

    /** The place as it is shown, nothing where the way is over. */
    private String shown(List<String> names, boolean split) {
      if (number == 0) {
        return null;
      }
      String name = names.get((int) number - 1);
      return split ? name + BETWEEN + value : name;
    }

    /** The place that is shown like this; empty text is where the way is over. */
    static Optional<Place> parse(String shown, List<String> names, boolean split) {
      if (shown.isEmpty()) {
        return Optional.of(new Place(0, ""));
      }
      for (int i = 0; i < names.size(); i++) {
        if (split && shown.startsWith(names.get(i) + BETWEEN)) {
          return Optional.of(
              new Place(i + 1L, shown.substring(names.get(i).length() + BETWEEN.length())));
        }
        if (!split && shown.equals(names.get(i))) {
          return Optional.of(new Place(i + 1L, ""));
        }
      }
      return Optional.empty();
    }
  }

  private record Column(List<Object> keys, long index) {}

  /** A row of the result. */
  private record Link(
      List<Object> keys, long step, Place from, Place to, long sessions, Object users) {}

  /**
   * The answer.
   *
   * @param result keys, step, both places, sessions, users
   */
  Answer answer(QueryResult result) {
    List<Link> links = new ArrayList<>();
    boolean split = question.splitBy().isPresent();
    for (List<Object> row : result.rows()) {
      int at = keys.names().size();
      long step = ((Number) row.get(at++)).longValue();
      Place from = place(row, at);
      at += split ? 2 : 1;
      Place to = place(row, at);
      at += split ? 2 : 1;
      long sessions = ((Number) row.get(at)).longValue();
      links.add(new Link(keys.read(row), step, from, to, sessions, row.get(at + 1)));
    }
    Map<Column, Set<Place>> top = top(links);
    List<List<Object>> rows = new ArrayList<>();
    boolean truncated = result.truncated();
    for (Link link : links.stream().sorted(Comparator.comparingLong(Link::step)).toList()) {
      if (shown(link, true, top) && shown(link, false, top)) {
        List<Object> row = new ArrayList<>(link.keys);
        row.add(link.step);
        row.add(link.from.shown(names, split));
        row.add(link.to.shown(names, split));
        row.add(link.sessions);
        row.add(link.users);
        rows.add(row);
      } else {
        truncated = true;
      }
    }
    List<AnalysisColumn> columns = new ArrayList<>(keys.columns());
    columns.add(AnalysisColumn.number("step", Role.STEP));
    columns.add(AnalysisColumn.of("from", "text", Role.LABEL));
    columns.add(AnalysisColumn.of("to", "text", Role.LABEL));
    columns.add(AnalysisColumn.number("sessions", Role.MEASURE));
    columns.add(AnalysisColumn.number("users", Role.MEASURE));
    return new Answer(columns, rows, truncated, List.of(), Map.of());
  }

  private Place place(List<Object> row, int at) {
    return new Place(
        ((Number) row.get(at)).longValue(),
        question.splitBy().isPresent() ? String.valueOf(row.get(at + 1)) : "");
  }

  /** Where in its way a place of a link stands. */
  private Column column(Link link, boolean from) {
    return new Column(link.keys, from == question.backwards() ? link.step + 1 : link.step);
  }

  private boolean shown(Link link, boolean from, Map<Column, Set<Place>> top) {
    Place place = from ? link.from : link.to;
    return place.number() == 0 || top.get(column(link, from)).contains(place);
  }

  private Map<Column, Set<Place>> top(List<Link> links) {
    Map<Column, Map<Place, Long>> weights = new HashMap<>();
    for (Link link : links) {
      // The later place of a step is the earlier one of the next, but for the last step.
      for (boolean from : List.of(true, false)) {
        Column column = column(link, from);
        boolean later = from == question.backwards();
        if (!later || column.index() == question.depth()) {
          weights
              .computeIfAbsent(column, _ -> new HashMap<>())
              .merge(from ? link.from : link.to, link.sessions, Long::sum);
        }
      }
    }
    Map<Column, Set<Place>> top = new HashMap<>();
    weights.forEach(
        (column, places) ->
            top.put(
                column,
                new HashSet<>(
                    places.entrySet().stream()
                        .sorted(
                            Map.Entry.<Place, Long>comparingByValue()
                                .reversed()
                                .thenComparingLong(e -> e.getKey().number())
                                .thenComparing(e -> e.getKey().value()))
                        .limit(question.top())
                        .map(Map.Entry::getKey)
                        .toList())));
    return top;
  }
}
