package io.onelift.identity;

/** Why the ledger has an entry. */
public enum Reason {
  /** One event named both. */
  SAME_EVENT,
  /** An alias said so. */
  ALIAS,
  /** The profile would have had more identifiers of a type than the rules allow. */
  LIMIT,
  /** Somebody has put the two apart. */
  UNMERGED,
  /** More profiles would have become one than the rules allow. */
  TOO_MANY_PROFILES,
  /** The value names nobody. */
  NAMES_NOBODY,
  /** A person asked for it. */
  ASKED
}
