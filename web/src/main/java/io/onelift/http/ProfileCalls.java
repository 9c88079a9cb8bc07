package io.onelift.http;

import io.javalin.http.Context;
import io.onelift.event.InvalidInput;
import io.onelift.event.ProfileId;
import io.onelift.identity.IdentityGraph;
import io.onelift.identity.ProfileNumbers;
import io.onelift.json.Masking;
import io.onelift.security.Permission;
import io.onelift.warehouse.Warehouse;
import java.util.List;
import java.util.Map;

/** People. */
final class ProfileCalls implements Resource {
  private final IdentityGraph identities;
  private final ProfileView view;
  private final Warehouse warehouse;

  ProfileCalls(IdentityGraph identities, ProfileView view, Warehouse warehouse) {
    this.identities = identities;
    this.view = view;
    this.warehouse = warehouse;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Route.get("/api/profiles", Permission.READ, this::find),
        Route.get("/api/profiles/sample", Permission.READ, this::sample),
        Route.get("/api/profiles/{profile_id}", Permission.READ, this::show));
  }

  private void find(Context context) {
    ProfileId id = KnownProfile.of(Parameters.identifier(context), identities);
    context.json(view.whole(id, masking(context)));
  }

  private void show(Context context) {
    context.json(view.whole(id(context.pathParam("profile_id")), masking(context)));
  }

  // A hash decides, so that the console shows the same people again.
  private void sample(Context context) {
    int limit = Parameters.integer(context, "limit", 10, 1, 100);
    List<ProfileId> ids =
        warehouse.query(
            "SELECT DISTINCT "
                + ProfileNumbers.sql("profile_no")
                + " AS profile FROM identifiers FINAL WHERE type = 'user_id'"
                + " ORDER BY cityHash64(profile) LIMIT {limit:UInt32}",
            Map.of("limit", limit),
            row -> ProfileId.of(row.integer("profile")));
    context.json(Map.of("profiles", view.some(ids, masking(context))));
  }

  private static ProfileId id(String text) {
    try {
      return ProfileId.of(Long.parseLong(text));
    } catch (IllegalArgumentException e) {
      throw new InvalidInput(
          "/profile_id", "must be a profile's number such as 4711, not '" + text + "'");
    }
  }

  private static Masking masking(Context context) {
    return new Masking(AccessControl.access(context).personalData());
  }
}
