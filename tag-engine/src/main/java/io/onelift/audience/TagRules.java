package io.onelift.audience;

import io.onelift.audience.Rule.DidEvent;
import io.onelift.audience.Rule.DidSequence;
import io.onelift.audience.Rule.HasTrait;
import io.onelift.compute.RuleMembers;
import io.onelift.compute.TagSource;
import io.onelift.tag.Condition;
import io.onelift.tag.TagDefinition.EventStep;
import io.onelift.tag.TagDefinition.FromSequence;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.roaringbitmap.RoaringBitmap;

/** Answers the rules that stand in rule tables, on the same engine as audiences. */
public final class TagRules implements RuleMembers {
  private final AudienceEngine engine;

  public TagRules(AudienceEngine engine) {
    this.engine = engine;
  }

  @Override
  public RoaringBitmap members(Condition condition) {
    return engine.members(RuleJson.read(condition.rule()));
  }

  @Override
  public RoaringBitmap members(Condition condition, RoaringBitmap within) {
    return engine.members(RuleJson.read(condition.rule()), within);
  }

  @Override
  public List<TagSource> sources(Condition condition) {
    return sources(RuleJson.read(condition.rule()));
  }

  /** What a rule asks the warehouse for, audiences in it not followed. */
  public static List<TagSource> sources(Rule rule) {
    List<TagSource> sources = new ArrayList<>();
    Rules.walk(rule, node -> source(node).ifPresent(sources::add));
    return sources;
  }

  private static Optional<TagSource> source(Rule node) {
    return switch (node) {
      case HasTrait(String trait, var _) -> Optional.of(new TagSource.Trait(trait));
      case DidEvent did -> Optional.of(new TagSource.Events(did.measure(), did.window()));
      case DidSequence did ->
          Optional.of(
              new TagSource.Sequence(
                  new FromSequence(
                      did.steps().stream()
                          .map(step -> new EventStep(step.event(), step.where()))
                          .toList(),
                      did.within(),
                      did.window()),
                  true));
      case Rule.And _, Rule.Or _, Rule.Not _, Rule.HasTag _ -> Optional.empty();
      case Rule.InAudience _, Rule.InSnapshot _ -> Optional.empty();
    };
  }
}
