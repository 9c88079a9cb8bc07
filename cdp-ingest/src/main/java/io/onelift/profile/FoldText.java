package io.onelift.profile;

import io.onelift.event.TraitRule;
import java.util.List;
import java.util.Optional;

/** Folds as {@code trait_folds} holds them: {@code kinds,last,rule,source}. */
final class FoldText {
  private FoldText() {}

  /** Empty for what value and time alone tell: plain values under the default rule. */
  static Optional<String> write(TraitFold fold, TraitRule rule) {
    return rule.equals(TraitRule.LATEST) && fold.kinds() == TraitFold.SET
        ? Optional.empty()
        : Optional.of(
            String.join(
                ",",
                List.of(
                    Integer.toString(fold.kinds()),
                    Long.toString(fold.last()),
                    rule.tag(),
                    fold.source())));
  }

  /** The fold; its value and time are kept beside the text. */
  static TraitFold read(Optional<String> text, Optional<Object> value, long from) {
    if (text.isEmpty()) {
      return new TraitFold(value, from, from, TraitFold.SET, "");
    }
    String[] parts = text.get().split(",", 4);
    return new TraitFold(
        value, from, Long.parseLong(parts[1]), Integer.parseInt(parts[0]), parts[3]);
  }

  /** The rule's tag that a fold was made by. */
  static String rule(Optional<String> text) {
    return text.map(t -> t.split(",", 4)[2]).orElse(TraitRule.LATEST.tag());
  }
}
