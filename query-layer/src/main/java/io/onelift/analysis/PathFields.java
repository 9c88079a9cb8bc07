package io.onelift.analysis;

import io.onelift.analysis.Path.Question;
import io.onelift.tag.JsonFields;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Reads the fields of a path. */
final class PathFields {
  private static final int MOST_PLACES = 10;
  private static final int MOST_SHOWN = 50;

  private PathFields() {}

  /** What is done with an event that is repeated. */
  private enum Loops {
    KEEP,
    COLLAPSE
  }

  static Optional<Question> read(RequestReader in) {
    JsonFields fields = in.fields();
    in.customersOnly();
    Optional<EventCondition> start = in.optionalEvent("start");
    Optional<EventCondition> end = in.optionalEvent("end");
    if (start.isPresent() && end.isPresent()) {
      fields.problem("end", "and start both say where ways begin; keep one of them");
    }
    in.refuse("by", "a path is not split; compare audiences or filter");
    in.refuse("grain", "a path has no time axis");
    List<EventCondition> events = in.events("events");
    EventCondition any = new EventCondition(io.onelift.semantic.SemanticModel.ANY_EVENT, List.of());
    Optional<String> split = in.property(fields, "split_by", any);
    return Optional.of(
        new Question(
            start.or(() -> end),
            start.isEmpty() && end.isPresent(),
            events,
            split,
            in.whole(fields, "depth", 5, 2, MOST_PLACES),
            in.length("session", Duration.ofMinutes(30)),
            in.choice(fields, "loops", Loops.class, Loops.KEEP) == Loops.COLLAPSE,
            in.whole(fields, "top", 10, 1, MOST_SHOWN)));
  }
}
