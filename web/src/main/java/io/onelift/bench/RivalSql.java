package io.onelift.bench;

import io.onelift.audience.Rule;
import io.onelift.audience.Rule.And;
import io.onelift.audience.Rule.DidEvent;
import io.onelift.audience.Rule.HasTag;
import io.onelift.audience.Rule.Not;
import io.onelift.audience.Rule.Or;
import io.onelift.tag.Predicate;
import io.onelift.tag.Predicate.In;
import io.onelift.tag.Predicate.Range;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The questions as somebody would write them for ClickHouse by hand. */
final class RivalSql {
  private final String last30Days;

  /**
   * @param now the end of windows of time
   */
  RivalSql(Instant now) {
    this.last30Days =
        "time > fromUnixTimestamp64Milli(%d) AND time <= fromUnixTimestamp64Milli(%d)"
            .formatted(now.minus(Duration.ofDays(30)).toEpochMilli(), now.toEpochMilli());
  }

  /** How many, from the wide table. */
  String onWideTable(Rule rule) {
    return "SELECT count() AS n FROM wide WHERE " + condition(rule);
  }

  private String condition(Rule rule) {
    return switch (rule) {
      case And(List<Rule> rules) -> joined(rules, " AND ");
      case Or(List<Rule> rules) -> joined(rules, " OR ");
      case Not(Rule inner) -> "NOT (" + condition(inner) + ")";
      case HasTag(String tag, In in) -> tag + " IN (" + texts(in) + ")";
      case HasTag(String tag, Range range) ->
          tag
              + " >= "
              + range.lower().orElseThrow().value()
              + " AND "
              + tag
              + " < "
              + range.upper().orElseThrow().value();
      case DidEvent did -> "profile_no IN (" + frequent(did, "1") + ")";
      default -> throw new IllegalArgumentException("No question here has " + rule);
    };
  }

  private String frequent(DidEvent did, String condition) {
    return "SELECT profile_no FROM events WHERE event = '"
        + did.measure().event()
        + "' AND "
        + last30Days
        + " AND "
        + condition
        + " GROUP BY profile_no HAVING count() >= 3";
  }

  /** As somebody asks who knows to look only at the events of those who pass the rest. */
  Optional<String> onEventsOfThose(Rule rule) {
    if (rule instanceof And(List<Rule> rules) && rules.getLast() instanceof DidEvent did) {
      String those =
          "profile_no IN (SELECT profile_no FROM wide WHERE "
              + joined(rules.subList(0, rules.size() - 1), " AND ")
              + ")";
      return Optional.of("SELECT count() AS n FROM (" + frequent(did, those) + ")");
    }
    return Optional.empty();
  }

  private String joined(List<Rule> rules, String by) {
    return rules.stream().map(this::condition).collect(Collectors.joining(by, "(", ")"));
  }

  private static String texts(In in) {
    return in.values().stream().map(v -> "'" + v + "'").collect(Collectors.joining(", "));
  }

  /** How many, by ClickHouse's bitmap functions on stored states; for tags alone. */
  static String onStates(Rule rule) {
    return "SELECT bitmapCardinality(" + bitmap(rule) + ") AS n";
  }

  private static String bitmap(Rule rule) {
    return switch (rule) {
      case And(List<Rule> rules) -> {
        List<Rule> kept = rules.stream().filter(r -> !(r instanceof Not)).toList();
        String all = folded("bitmapAnd", kept);
        for (Rule excluded : rules) {
          if (excluded instanceof Not(Rule inner)) {
            all = "bitmapAndnot(" + all + ", " + bitmap(inner) + ")";
          }
        }
        yield all;
      }
      case Or(List<Rule> rules) -> folded("bitmapOr", rules);
      case HasTag(String tag, In in) ->
          "(SELECT groupBitmapMergeState(profiles) FROM states WHERE tag = '"
              + tag
              + "' AND value IN ("
              + texts(in)
              + "))";
      default -> throw new IllegalArgumentException("No bitmap is stored for " + rule);
    };
  }

  private static String folded(String function, List<Rule> rules) {
    String folded = bitmap(rules.getFirst());
    for (Rule rule : rules.subList(1, rules.size())) {
      folded = function + "(" + folded + ", " + bitmap(rule) + ")";
    }
    return folded;
  }

  /** True when every part of the rule is a value of a tag, so that a state is stored for it. */
  static boolean isOfStates(Rule rule) {
    return switch (rule) {
      case And(List<Rule> rules) -> rules.stream().allMatch(RivalSql::isOfStates);
      case Or(List<Rule> rules) -> rules.stream().allMatch(RivalSql::isOfStates);
      case Not(Rule inner) -> isOfStates(inner);
      case HasTag(String tag, Predicate predicate) -> predicate instanceof In;
      default -> false;
    };
  }
}
