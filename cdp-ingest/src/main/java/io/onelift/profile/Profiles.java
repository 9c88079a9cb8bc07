package io.onelift.profile;

import io.onelift.event.Field;
import io.onelift.event.Identifier;
import io.onelift.event.ProfileId;
import io.onelift.event.TrackingPlan;
import io.onelift.identity.IdentityGraph;
import io.onelift.warehouse.Warehouse;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Whole profiles, read from the warehouse. Safe for use by many threads. */
public final class Profiles {
  private final Warehouse warehouse;
  private final TrackingPlan plan;
  private final IdentityGraph identities;
  private final ProfileRows rows;

  public Profiles(Warehouse warehouse, TrackingPlan plan, IdentityGraph identities) {
    this.warehouse = warehouse;
    this.plan = plan;
    this.identities = identities;
    this.rows = new ProfileRows(warehouse, plan);
  }

  /** A profile by its number or by that of one that was merged into it. */
  public Optional<Profile> profile(ProfileId id) {
    ProfileId current = identities.current(id);
    ProfileRow row = rows.read(List.of(current.number())).get(current.number());
    return Optional.ofNullable(row)
        .map(
            r ->
                new Profile(
                    current, identities.identifiers(current), r.values(), r.firstSeen, r.lastSeen));
  }

  /** Several profiles at once, in the order asked for; those that do not exist are left out. */
  public List<Profile> profiles(List<ProfileId> ids) {
    List<ProfileId> current = ids.stream().map(identities::current).distinct().toList();
    Map<Integer, ProfileRow> found = rows.read(current.stream().map(ProfileId::number).toList());
    Map<ProfileId, List<Identifier>> known = identities.identifiers(current);
    return current.stream()
        .filter(id -> found.containsKey(id.number()))
        .map(
            id -> {
              ProfileRow row = found.get(id.number());
              return new Profile(
                  id, known.getOrDefault(id, List.of()), row.values(), row.firstSeen, row.lastSeen);
            })
        .toList();
  }

  /** The latest events of a profile, those of merged profiles included, newest first. */
  public List<RecentEvent> recentEvents(ProfileId id, int limit) {
    List<Long> members = identities.members(id).stream().map(ProfileId::unsigned).toList();
    Set<Field> carried = new LinkedHashSet<>();
    warehouse
        .query(
            "SELECT DISTINCT event FROM (SELECT event, time FROM events WHERE profile_no IN"
                + " {members:Array(UInt32)} ORDER BY time DESC LIMIT {limit:UInt32})",
            Map.of("members", members, "limit", limit),
            row -> row.text("event"))
        .forEach(event -> carried.addAll(plan.propertiesOf(event)));
    List<Field> fields = List.copyOf(carried);
    StringBuilder columns = new StringBuilder();
    fields.forEach(f -> columns.append(", ").append(Warehouse.identifier(f.column())));
    return warehouse.query(
        "SELECT message_id, kind, event, time, source, overflow%s FROM events WHERE profile_no IN {members:Array(UInt32)} ORDER BY time DESC, message_id LIMIT {limit:UInt32}"
            .formatted(columns),
        Map.of("members", members, "limit", limit),
        row -> {
          Map<String, Object> properties = new java.util.TreeMap<>(row.map("overflow"));
          TraitValues.read(row, fields, properties);
          return new RecentEvent(
              row.text("message_id"),
              row.text("kind"),
              row.text("event"),
              row.time("time"),
              properties,
              row.text("source"));
        });
  }
}
