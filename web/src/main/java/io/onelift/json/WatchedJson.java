package io.onelift.json;

import io.onelift.alert.Watched;
import java.util.Optional;
import java.util.OptionalDouble;

/** An hour or a day as an alert saw it. */
public record WatchedJson(
    String start,
    OptionalDouble value,
    Optional<Double> expected,
    Optional<Double> low,
    Optional<Double> high,
    Optional<Double> score,
    boolean fires) {
  public static WatchedJson of(Watched seen) {
    return new WatchedJson(
        seen.start(),
        seen.value(),
        seen.baseline().map(Watched.Usual::expected),
        seen.baseline().map(Watched.Usual::low),
        seen.baseline().map(Watched.Usual::high),
        seen.baseline().map(Watched.Usual::score),
        seen.fires());
  }
}
