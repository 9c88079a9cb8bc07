package io.onelift.http;

import io.onelift.event.Identifier;
import io.onelift.event.NotFound;
import io.onelift.event.ProfileId;
import io.onelift.identity.IdentityGraph;

/** The profile that a call names by one of its identifiers. */
final class KnownProfile {
  private KnownProfile() {}

  /**
   * The profile of an identifier.
   *
   * @throws NotFound when nobody has it
   */
  static ProfileId of(Identifier identifier, IdentityGraph identities) {
    return identities
        .find(identifier)
        .orElseThrow(
            () ->
                new NotFound(
                    "profile with the " + identifier.type(),
                    identifier.value(),
                    "Check the id_type; user_id, anonymous_id, phone and email are usual."));
  }
}
