package io.onelift.strategy;

import io.onelift.audience.AudienceEngine;
import io.onelift.audience.Rule;
import io.onelift.audience.RuleText;
import io.onelift.strategy.DecisionTable.Row;
import io.onelift.strategy.Ruling.Looked;
import io.onelift.strategy.Ruling.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.roaringbitmap.RoaringBitmap;

/** What decision tables decide, and why. Safe for use by many threads. */
public final class Decider {
  private final AudienceEngine engine;

  public Decider(AudienceEngine engine) {
    this.engine = engine;
  }

  /** Decides for one profile. */
  public Ruling decide(DecisionTable table, int profile) {
    List<Looked> trace = new ArrayList<>();
    for (int i = 0; i < table.rows().size(); i++) {
      Row row = table.rows().get(i);
      List<Node> nodes = new ArrayList<>();
      boolean holds = look(row.when(), "", profile, nodes);
      trace.add(new Looked(i, holds, nodes));
      if (holds) {
        return new Ruling(OptionalInt.of(i), Optional.of(row.then()), trace);
      }
    }
    return new Ruling(OptionalInt.empty(), table.otherwise(), trace);
  }

  private boolean look(Rule rule, String pointer, int profile, List<Node> into) {
    int place = into.size();
    boolean holds =
        switch (rule) {
          case Rule.And(List<Rule> rules) -> all(rules, pointer + "/and/", profile, into);
          case Rule.Or(List<Rule> rules) -> any(rules, pointer + "/or/", profile, into);
          case Rule.Not(Rule inner) -> !look(inner, pointer + "/not", profile, into);
          case Rule.HasTag _, Rule.InAudience _, Rule.InSnapshot _, Rule.WarehouseLeaf _ ->
              engine.contains(rule, profile);
        };
    into.add(place, new Node(pointer, RuleText.print(rule), holds));
    return holds;
  }

  // Every branch is looked at, so that the trace says all that holds and all that does not.
  private boolean all(List<Rule> rules, String pointer, int profile, List<Node> into) {
    boolean holds = true;
    for (int i = 0; i < rules.size(); i++) {
      holds &= look(rules.get(i), pointer + i, profile, into);
    }
    return holds;
  }

  private boolean any(List<Rule> rules, String pointer, int profile, List<Node> into) {
    boolean holds = false;
    for (int i = 0; i < rules.size(); i++) {
      holds |= look(rules.get(i), pointer + i, profile, into);
    }
    return holds;
  }

  /** How many profiles each row decides for; the last is of those for whom none holds. */
  public List<Long> sizes(DecisionTable table, RoaringBitmap everybody) {
    RoaringBitmap left = everybody.clone();
    List<Long> sizes = new ArrayList<>();
    for (Row row : table.rows()) {
      RoaringBitmap members = engine.members(row.when());
      sizes.add((long) RoaringBitmap.andCardinality(left, members));
      left.andNot(members);
    }
    sizes.add(left.getLongCardinality());
    return sizes;
  }
}
