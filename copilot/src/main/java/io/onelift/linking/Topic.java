package io.onelift.linking;

/** What people ask that is not a figure by dimensions, so that the refusal can say which. */
public enum Topic {
  /** Why something happened. */
  CAUSE,
  /** What will happen. */
  PREDICTION,
  /** To change, send or export something. */
  ACTION,
  /** Who somebody is, or data of single people. */
  PERSON,
  /** One period or group against another as a growth or difference. */
  COMPARISON,
  /** Parts of a whole. */
  SHARE,
  /** Statistics beyond the defined metrics. */
  STATISTIC,
  /** Funnels, retention, paths. */
  ANALYSIS,
  /** What to do. */
  ADVICE,
  SMALL_TALK,
  /** What can be asked. */
  HELP
}
