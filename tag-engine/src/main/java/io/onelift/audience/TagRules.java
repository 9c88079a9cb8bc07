package io.onelift.audience;

import io.onelift.compute.RuleMembers;
import io.onelift.tag.Condition;
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
}
