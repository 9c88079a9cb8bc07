package io.onelift.identity;

import io.onelift.warehouse.Warehouse;

/** How SQL reads the profile of an event: the number as written, with the merges since applied. */
public final class ProfileNumbers {
  private ProfileNumbers() {}

  /**
   * An expression of type UInt32.
   *
   * @param column the UInt32 column that holds the number as written, plain or qualified ({@code
   *     e.profile_no})
   */
  public static String sql(String column) {
    return "dictGetOrDefault('profile_override', 'winner', %s, %s)".formatted(column, column);
  }

  /** Makes merges that are in the tables visible to {@link #sql}. */
  static void reload(Warehouse warehouse) {
    warehouse.execute("SYSTEM RELOAD DICTIONARY profile_override");
  }
}
