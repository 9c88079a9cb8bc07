package io.onelift.event;

import java.util.List;

/**
 * The rule of one trait.
 *
 * @param sources whom to believe, first the most, as {@link Event#source} names them; whoever is
 *     not listed comes last. Empty when all count the same. Only for {@link MergeRule#LATEST} and
 *     {@link MergeRule#FIRST}.
 */
public record TraitRule(MergeRule merge, List<String> sources) {
  /** What holds for a trait that nothing was declared for. */
  public static final TraitRule LATEST = new TraitRule(MergeRule.LATEST, List.of());

  public TraitRule {
    sources = List.copyOf(sources);
  }

  /** The place of a source among those believed: less is better. */
  public int rank(String source) {
    int at = sources.indexOf(source);
    return at < 0 ? sources.size() : at;
  }

  /** The whole rule in one word without commas, to tell what a value was folded by. */
  public String tag() {
    return sources.isEmpty() ? merge.key() : merge.key() + ":" + String.join(">", sources);
  }
}
