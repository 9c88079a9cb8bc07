package io.onelift.semantic;

/**
 * What an analysis counts: customers, accounts, products, branches, or whatever a project declared
 * or imported.
 *
 * @param key lower case with underscores, unique among subjects
 */
public record Subject(String key, Names names, Identity identity) {
  /** The key of the subject that is meant when none is named: one per profile. */
  public static final String CUSTOMER = "customer";

  /** What tells one subject from another. */
  public sealed interface Identity {}

  /** One subject per profile. */
  public record OfProfile() implements Identity {}

  /** One subject per value of a property of events. */
  public record OfProperty(String property) implements Identity {}

  /** One subject per value of a trait of profiles. */
  public record OfTrait(String trait) implements Identity {}

  /** One subject per value of a column of an imported table. */
  public record OfTable(String table, String column) implements Identity {}
}
