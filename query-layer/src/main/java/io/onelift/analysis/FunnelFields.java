package io.onelift.analysis;

import com.fasterxml.jackson.databind.JsonNode;
import io.onelift.analysis.Funnel.Exclusion;
import io.onelift.analysis.Funnel.Question;
import io.onelift.analysis.Funnel.Sequence;
import io.onelift.analysis.Funnel.Step;
import io.onelift.tag.JsonFields;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the fields of a funnel. */
final class FunnelFields {
  private static final int MOST_STEPS = 12;
  private static final int MOST_EXCLUSIONS = 5;

  private final RequestReader in;
  private final JsonFields fields;

  FunnelFields(RequestReader in) {
    this.in = in;
    this.fields = in.fields();
  }

  Optional<Question> read() {
    in.checkSubject();
    Sequence order = in.choice(fields, "order", Sequence.class, Sequence.ORDERED);
    List<Step> steps = steps(order);
    List<Exclusion> exclude = exclusions(steps.size());
    if (!exclude.isEmpty() && order != Sequence.ORDERED) {
      fields.problem("exclude", "needs the order 'ordered'");
    }
    Duration window = in.length("window", Duration.ofDays(7));
    Optional<String> hold = Optional.empty();
    for (Step step : steps) {
      hold = in.property(fields, "hold_constant", step.event());
    }
    return Optional.of(new Question(steps, exclude, order, window, hold));
  }

  private List<Step> steps(Sequence order) {
    List<JsonFields> listed = fields.objects("steps");
    if (listed.size() < 2 || listed.size() > MOST_STEPS) {
      fields.problem("steps", "needs 2 to " + MOST_STEPS + " steps, but has " + listed.size());
    }
    List<Step> steps = new ArrayList<>();
    for (JsonFields one : listed) {
      Optional<EventCondition> event = in.event(one);
      Optional<String> name = one.text("name");
      boolean optional = one.flag("optional").orElse(false);
      if (optional && one.equals(listed.getFirst())) {
        one.problem("optional", "cannot be the first step: an attempt begins with it");
      } else if (optional && order == Sequence.ANY) {
        one.problem("optional", "needs steps that follow each other, not the order 'any'");
      }
      one.refuseOthers();
      event.ifPresent(found -> steps.add(new Step(name.orElse(found.label()), found, optional)));
    }
    return steps;
  }

  private List<Exclusion> exclusions(int steps) {
    List<Exclusion> exclusions = new ArrayList<>();
    for (JsonFields one : fields.objects("exclude")) {
      Optional<EventCondition> event = in.event(one);
      int after = 1;
      int before = steps;
      Optional<JsonNode> between = one.any("between");
      if (between.isPresent()) {
        JsonNode pair = between.get();
        after = pair.path(0).asInt(0);
        before = pair.path(1).asInt(0);
        if (pair.size() != 2 || after < 1 || before <= after || before > steps) {
          one.problem(
              "between",
              "must be two numbers of steps such as [1,2], the first smaller, not "
                  + JsonFields.shorten(pair));
        }
      }
      one.refuseOthers();
      if (event.isPresent()) {
        exclusions.add(new Exclusion(event.get(), after, before));
      }
    }
    if (exclusions.size() > MOST_EXCLUSIONS) {
      fields.problem("exclude", "at most " + MOST_EXCLUSIONS + " events, not " + exclusions.size());
    }
    return exclusions;
  }
}
