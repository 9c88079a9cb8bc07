package io.onelift.linking;

/** What a word of everyday language does in a question. */
public enum Role {
  /** Carries no condition: 的, please, show me. */
  FILLER,
  /** Those who are counted unless something else is: 客户, people. */
  SUBJECT,
  /** What follows splits: 各, 按, by, per. */
  MARKER,
  /** What stands before splits: 分布, breakdown. */
  DISTRIBUTION,
  AND,
  COMMA,
  VERSUS,
  OR,
  NOT,
  EXCEPT,
  EXCEPT_END,
  GT,
  GTE,
  LT,
  LTE,
  EQ,
  BETWEEN,
  TO,
  INSIDE,
  /** After a number: 以上, or more. */
  OR_MORE,
  /** After a number: 以下, or less. */
  OR_LESS,
  /** Before a number of groups, largest first: 前, top. */
  TOP,
  MOST,
  /** Before a number of groups, smallest first. */
  BOTTOM,
  LEAST,
  DESCENDING,
  ASCENDING,
  HOW_MANY,
  HOW_MUCH,
  /** Continues the question before: 那…呢, what about. */
  FOLLOW_UP,
  /** Adds to the question before instead of replacing. */
  ALSO,
  TOTAL,
  NOW,
  ALL_TIME,
  /** Names a time without saying which: 最近, recently. */
  VAGUE_TIME
}
