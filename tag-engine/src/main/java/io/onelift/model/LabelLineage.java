package io.onelift.model;

import io.onelift.audience.Rule;
import io.onelift.audience.Rules;
import io.onelift.tag.Tag;
import io.onelift.tag.TagDefinition;
import io.onelift.tag.Uses;
import java.util.Collections;
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
            case Rule.InAudience(String key) -> audience(key);
            // Whoever was in it then is mostly in it for the same reasons.
            case Rule.InSnapshot(String key, int _) -> audience(key);
            case Rule.And _, Rule.Or _, Rule.Not _ -> {}
          }
        });
  }

  private void audience(String key) {
    if (audiences.add(key)) {
      rules.apply(key).ifPresent(this::follow);
    }
  }

  private void tag(String key) {
    if (!tags.add(key)) {
      return;
    }
    catalog
        .apply(key)
        .ifPresent(
            tag -> {
              traits.addAll(tag.definition().uses().traits());
              events.addAll(tag.definition().uses().events());
              tag.definition().uses().tags().forEach(this::tag);
            });
  }

  /** Whether a tag says what the label says. */
  boolean covers(Tag tag) {
    Uses uses = tag.definition().uses();
    return tags.contains(tag.key())
        // Nobody knows what a statement reads.
        || tag.definition() instanceof TagDefinition.FromSql
        || !Collections.disjoint(traits, uses.traits())
        || !Collections.disjoint(events, uses.events())
        || uses.tags().stream()
            .anyMatch(used -> catalog.apply(used).filter(this::covers).isPresent());
  }
}
