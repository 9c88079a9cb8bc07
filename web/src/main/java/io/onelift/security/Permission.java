package io.onelift.security;

import static io.onelift.security.Role.ADMIN;
import static io.onelift.security.Role.ANALYST;
import static io.onelift.security.Role.APP;
import static io.onelift.security.Role.INGEST;
import static io.onelift.security.Role.STRATEGIST;

import java.util.EnumSet;
import java.util.Set;

/** What a call does, and which roles may. The whole table of rights is here. */
public enum Permission {
  /** Health, the console's files, signing in: nobody has to say who they are. */
  OPEN(EnumSet.allOf(Role.class), false),
  /** Being somebody: reading one's own session, the documents, the metrics. */
  SIGNED_IN(EnumSet.allOf(Role.class), false),
  SEND_EVENTS(EnumSet.of(ADMIN, APP, INGEST), false),
  /** Offers for a profile and experiment assignments. */
  DECIDE(EnumSet.of(ADMIN, ANALYST, STRATEGIST, APP), false),
  /** Catalog, questions, SQL, profiles, audiences, reports. */
  READ(EnumSet.of(ADMIN, ANALYST, STRATEGIST), false),
  DEFINE_AUDIENCES(EnumSet.of(ADMIN, ANALYST, STRATEGIST), true),
  /** Dashboards, goals, metric trees, alerts. */
  DEFINE_REPORTS(EnumSet.of(ADMIN, ANALYST, STRATEGIST), true),
  DEFINE_OFFERS(EnumSet.of(ADMIN, STRATEGIST), true),
  IMPORT(EnumSet.of(ADMIN), true),
  /** Keys, the semantic model, the quarantine. */
  ADMINISTER(EnumSet.of(ADMIN), true),
  /** Not a call: seeing personal data unmasked. */
  SEE_PERSONAL_DATA(EnumSet.of(ADMIN), false);

  @SuppressWarnings("ImmutableEnumChecker") // Never handed out and never changed.
  private final Set<Role> roles;

  private final boolean audited;

  Permission(Set<Role> roles, boolean audited) {
    this.roles = roles;
    this.audited = audited;
  }

  public boolean isGrantedTo(Role role) {
    return roles.contains(role);
  }

  /** True when a call that changes something under this permission is kept in the audit. */
  public boolean isAudited() {
    return audited;
  }

  /** The roles that have it, for messages. */
  public Set<Role> roles() {
    return Set.copyOf(roles);
  }
}
