package io.onelift.analysis;

import io.onelift.analysis.AnalysisProject.Happening;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** How far one person comes in a funnel, by trying every chain of events. */
final class FunnelOracle {
  /**
   * A funnel.
   *
   * @param optional whether each step is
   */
  record Way(
      String order,
      List<Predicate<Happening>> steps,
      List<Boolean> optional,
      List<Excluded> excluded,
      long window,
      Instant from,
      Instant to) {}

  /**
   * What must not come between.
   *
   * @param after the place of a step from 0
   */
  record Excluded(Predicate<Happening> event, int after, int before) {}

  /** When a step was first reached, when the attempt began, and when its first step was. */
  record Reach(long at, long began, long first) {
    double seconds() {
      return (at - began) / 1000.0;
    }
  }

  private final Way way;
  private final List<Happening> events;
  private final List<Reach> best = new ArrayList<>();

  private FunnelOracle(Way way, List<Happening> events) {
    this.way = way;
    this.events = events;
    way.steps().forEach(_ -> best.add(null));
  }

  /** For each step, where the person reached it. */
  static List<Optional<Reach>> reaches(Way way, List<Happening> events) {
    FunnelOracle oracle = new FunnelOracle(way, events);
    switch (way.order()) {
      case "ordered" -> oracle.ordered();
      case "strict" -> oracle.strict();
      default -> oracle.any();
    }
    return oracle.best.stream().map(Optional::ofNullable).toList();
  }

  private void found(int step, long at, long began) {
    found(step, at, began, began);
  }

  private void found(int step, long at, long began, long first) {
    Reach known = best.get(step);
    if (known == null || at < known.at || (at == known.at && began > known.began)) {
      best.set(step, new Reach(at, began, first));
    }
  }

  private boolean begins(Happening event) {
    return way.steps().getFirst().test(event) && inRange(event.time());
  }

  private boolean inRange(Instant time) {
    return !time.isBefore(way.from()) && time.isBefore(way.to());
  }

  private static long millis(Happening event) {
    return event.time().toEpochMilli();
  }

  private void ordered() {
    events.stream()
        .filter(this::begins)
        .forEach(e -> follow(0, millis(e), new long[12], millis(e)));
  }

  /**
   * Tries everything that may come after a step.
   *
   * @param times when each step of the chain was; 0 for those left out
   */
  private void follow(int step, long at, long[] times, long began) {
    found(step, at, began);
    long[] chain = times.clone();
    chain[step] = at;
    for (int next = step + 1; next < way.steps().size(); next++) {
      for (Happening event : events) {
        long time = millis(event);
        if (way.steps().get(next).test(event)
            && time > at
            && time - began <= way.window()
            && !isEnded(chain, step, next, time)) {
          follow(next, time, chain, began);
        }
      }
      if (!way.optional().get(next)) {
        break;
      }
    }
  }

  private boolean isEnded(long[] chain, int step, int next, long time) {
    return way.excluded().stream()
        .filter(one -> one.after() <= step && step < one.before())
        .anyMatch(
            one -> {
              long since =
                  IntStream.rangeClosed(one.after(), step)
                      .mapToLong(i -> chain[i])
                      .filter(t -> t > 0)
                      .findFirst()
                      .orElseThrow();
              return events.stream()
                  .filter(one.event())
                  .mapToLong(FunnelOracle::millis)
                  .anyMatch(x -> x > since && (next < one.before() ? x <= time : x < time));
            });
  }

  private void strict() {
    List<Happening> line =
        events.stream()
            .filter(e -> way.steps().stream().anyMatch(s -> s.test(e)))
            .filter(e -> !e.time().isBefore(way.from()))
            .sorted(Comparator.comparing(Happening::time).thenComparingInt(this::bits))
            .toList();
    for (int i = 0; i < line.size(); i++) {
      if (begins(line.get(i))) {
        next(line, i, 0, millis(line.get(i)));
      }
    }
  }

  private int bits(Happening event) {
    int bits = begins(event) ? 1 : 0;
    for (int i = 1; i < way.steps().size(); i++) {
      bits += way.steps().get(i).test(event) ? 1 << i : 0;
    }
    return bits;
  }

  private void next(List<Happening> line, int place, int step, long began) {
    found(step, millis(line.get(place)), began);
    if (place + 1 == line.size()) {
      return;
    }
    Happening event = line.get(place + 1);
    for (int next = step + 1; next < way.steps().size(); next++) {
      if (way.steps().get(next).test(event)
          && millis(event) > millis(line.get(place))
          && millis(event) - began <= way.window()) {
        next(line, place + 1, next, began);
      }
      if (!way.optional().get(next)) {
        break;
      }
    }
  }

  private void any() {
    List<Long> times = events.stream().map(FunnelOracle::millis).sorted().toList();
    for (int step = 0; step < way.steps().size(); step++) {
      for (long at : times) {
        long first = latest(this::begins, at);
        long began = first;
        for (int i = 1; i <= step; i++) {
          began = Math.min(began, latest(way.steps().get(i), at));
        }
        if (began > 0 && at - began <= way.window()) {
          found(step, at, began, first);
        }
      }
    }
  }

  private long latest(Predicate<Happening> is, long until) {
    return events.stream()
        .filter(is)
        .mapToLong(FunnelOracle::millis)
        .filter(t -> t <= until)
        .max()
        .orElse(0);
  }
}
