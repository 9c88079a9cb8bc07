package io.onelift.profile;

import java.util.Map;
import java.util.Set;

/** The rows that a commit is about to write. */
public final class ProfileDraft {
  private final Map<Integer, ProfileRow> rows;
  private final Set<String> traits;

  ProfileDraft(Map<Integer, ProfileRow> rows, Set<String> traits) {
    this.rows = rows;
    this.traits = traits;
  }

  Map<Integer, ProfileRow> rows() {
    return rows;
  }

  /** Names of the traits that change on any profile. */
  Set<String> traits() {
    return traits;
  }

  /**
   * True when some rows can only be told from the events, which needs the commit's merges in the
   * warehouse.
   */
  public boolean isOpen() {
    return rows.values().stream().anyMatch(row -> row.lost);
  }
}
