package io.onelift.model;

import io.onelift.audience.AudienceEngine;
import io.onelift.audience.Rule;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.roaringbitmap.RoaringBitmap;

/**
 * Who there is and who a rule means.
 *
 * @param everybody every profile
 * @param engine answers rules
 * @param audiences the rule of a saved audience
 */
public record People(
    Supplier<RoaringBitmap> everybody,
    AudienceEngine engine,
    Function<String, Optional<Rule>> audiences) {

  RoaringBitmap population(ModelDefinition model) {
    return model.population().map(engine::members).orElseGet(everybody);
  }

  /** Those of some profiles that it is about; the caller's own bitmap. */
  RoaringBitmap population(ModelDefinition model, RoaringBitmap within) {
    return model
        .population()
        .map(rule -> engine.members(rule, within))
        .orElseGet(() -> RoaringBitmap.and(everybody.get(), within));
  }

  RoaringBitmap positives(ModelDefinition model, RoaringBitmap population) {
    return RoaringBitmap.and(engine.members(model.label()), population);
  }
}
