package io.onelift.model;

import io.onelift.audience.Rule;
import io.onelift.audience.Rules;
import io.onelift.tag.Tag;
import io.onelift.tag.TagDefinition;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Everything that a label is made of: the tags, traits and events that its rule names, those of the
 * audiences in it, and what those tags are made of themselves. A feature made of any of it would
 * only say the label again.
 */
final class LabelLineage {
  private final Set<String> tags = new HashSet<>();
  private final Set<String> traits = new HashSet<>();
  private final Set<String> events = new HashSet<>();
  private final Set<String> audiences = new HashSet<>();
  private final Function<String, Optional<Tag>> catalog;
  private final Function<String, Optional<Rule>> rules;

  /**
   * Follows the rule.
   *
   * @param catalog the tag with a key
   * @param rules the rule of an audience
   */
  LabelLineage(
      Rule label, Function<String, Optional<Tag>> catalog, Function<String, Optional<Rule>> rules) {
    this.catalog = catalog;
    this.rules = rules;
    follow(label);
  }

  private void follow(Rule rule) {
    Rules.walk(
        rule,
        node -> {
          switch (node) {
            case Rule.HasTag(String tag, var _) -> tag(tag);
            case Rule.HasTrait(String trait, var _) -> traits.add(trait);
            case Rule.DidEvent did -> events.add(did.measure().event());
            case Rule.DidSequence did -> did.steps().forEach(step -> events.add(step.event()));
            case Rule.InAudience(String key) -> {
              if (audiences.add(key)) {
                rules.apply(key).ifPresent(this::follow);
              }
            }
            case Rule.And _, Rule.Or _, Rule.Not _ -> {}
          }
        });
  }

  private void tag(String key) {
    if (!tags.add(key)) {
      return;
    }
    catalog
        .apply(key)
        .ifPresent(
            tag -> {
              switch (tag.definition()) {
                case TagDefinition.FromTrait(String trait) -> traits.add(trait);
                case TagDefinition.FromEvents(var measure, var _) -> events.add(measure.event());
                case TagDefinition.FromModel _ -> {}
              }
            });
  }

  /** Whether a tag says what the label says. */
  boolean covers(Tag tag) {
    return tags.contains(tag.key())
        || switch (tag.definition()) {
          case TagDefinition.FromTrait(String trait) -> traits.contains(trait);
          case TagDefinition.FromEvents(var measure, var _) -> events.contains(measure.event());
          case TagDefinition.FromModel _ -> false;
        };
  }
}
