package io.onelift.imports;

/** What a file's rows become. */
public enum ImportKind {
  /** One or more events per row. */
  EVENTS,
  /** A profile's traits per row, and events if the mapping names some. */
  PROFILES,
  /** A row of a table of its own. */
  TABLE
}
