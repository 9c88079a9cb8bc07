package io.onelift.audience;

import io.onelift.audience.Rule.And;
import io.onelift.audience.Rule.DidEvent;
import io.onelift.audience.Rule.DidSequence;
import io.onelift.audience.Rule.HasTag;
import io.onelift.audience.Rule.HasTrait;
import io.onelift.audience.Rule.InAudience;
import io.onelift.audience.Rule.InSnapshot;
import io.onelift.audience.Rule.Not;
import io.onelift.audience.Rule.Or;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Walks over rules. */
public final class Rules {
  private Rules() {}

  /** The rules directly inside. */
  static List<Rule> children(Rule rule) {
    return switch (rule) {
      case And(List<Rule> rules) -> rules;
      case Or(List<Rule> rules) -> rules;
      case Not(Rule inner) -> List.of(inner);
      case HasTag _, InAudience _, InSnapshot _, HasTrait _, DidEvent _, DidSequence _ -> List.of();
    };
  }

  /** Calls back for the rule and everything inside, not following audiences. */
  public static void walk(Rule rule, Consumer<Rule> each) {
    each.accept(rule);
    children(rule).forEach(child -> walk(child, each));
  }

  /** Whether a rule names an audience, its members of now or of a snapshot. */
  public static boolean names(Rule rule, String audience) {
    return switch (rule) {
      case InAudience(String key) -> key.equals(audience);
      case InSnapshot(String key, int _) -> key.equals(audience);
      case And _, Or _, Not _, HasTag _, HasTrait _, DidEvent _, DidSequence _ ->
          children(rule).stream().anyMatch(child -> names(child, audience));
    };
  }

  /** Whether a rule names a tag itself, not through an audience in it. */
  public static boolean namesTag(Rule rule, String tag) {
    return (rule instanceof HasTag(String key, var _) && key.equals(tag))
        || children(rule).stream().anyMatch(child -> namesTag(child, tag));
  }

  /** The branches of an {@code and}, with those of an {@code and} directly inside. */
  static List<Rule> flat(And and) {
    return and.rules().stream()
        .flatMap(r -> r instanceof And inner ? flat(inner).stream() : Stream.of(r))
        .toList();
  }

  static List<Rule> flat(Or or) {
    return or.rules().stream()
        .flatMap(r -> r instanceof Or inner ? flat(inner).stream() : Stream.of(r))
        .toList();
  }
}
