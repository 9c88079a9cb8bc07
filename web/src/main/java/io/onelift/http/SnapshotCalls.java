package io.onelift.http;

import io.javalin.http.Context;
import io.onelift.audience.AudienceCatalog;
import io.onelift.audience.AudienceEngine;
import io.onelift.audience.AudienceSizes;
import io.onelift.audience.FixedAudiences;
import io.onelift.audience.IdentifierList;
import io.onelift.audience.SavedAudience;
import io.onelift.audience.ScheduledSnapshots;
import io.onelift.audience.Snapshot;
import io.onelift.audience.SnapshotSchedule;
import io.onelift.audience.Snapshots;
import io.onelift.event.Conflict;
import io.onelift.event.Identifier;
import io.onelift.event.InvalidInput;
import io.onelift.identity.IdentityGraph;
import io.onelift.json.AudienceJson;
import io.onelift.json.Body;
import io.onelift.json.SnapshotJson;
import io.onelift.security.Permission;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.roaringbitmap.RoaringBitmap;

/** Members as they were at a moment, and audiences that are a list of identifiers. */
final class SnapshotCalls implements Resource {
  /** Stands for no schedule. */
  private static final String OFF = "off";

  private final AudienceCatalog catalog;
  private final AudienceEngine engine;
  private final AudienceSizes sizes;
  private final Snapshots snapshots;
  private final ScheduledSnapshots schedules;
  private final FixedAudiences fixed;
  private final Supplier<RoaringBitmap> everybody;
  private final IdentityGraph identities;

  SnapshotCalls(Services.People people, FixedAudiences fixed, IdentityGraph identities) {
    this.catalog = people.audiences();
    this.engine = people.engine();
    this.sizes = people.sizes();
    this.snapshots = people.snapshots();
    this.schedules = people.schedules();
    this.everybody = people.everybody();
    this.fixed = fixed;
    this.identities = identities;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Route.post("/api/audiences/upload", Permission.DEFINE_AUDIENCES, this::upload),
        Route.get("/api/audiences/{key}/snapshots", Permission.READ, this::list),
        Route.post("/api/audiences/{key}/snapshots", Permission.DEFINE_AUDIENCES, this::take),
        Route.put(
            "/api/audiences/{key}/snapshots/schedule",
            Permission.DEFINE_AUDIENCES,
            this::schedule));
  }

  private void take(Context context) {
    SavedAudience audience = catalog.require(context.pathParam("key"));
    Snapshot taken =
        snapshots.take(
            audience.key(),
            engine.members(audience.rule()),
            Snapshot.Origin.RULE,
            AccessControl.caller(context).principal());
    context.status(201).json(json(taken));
  }

  private void list(Context context) {
    SavedAudience audience = catalog.require(context.pathParam("key"));
    int limit = Parameters.integer(context, "limit", 30, 1, 100);
    List<Snapshot> all = snapshots.of(audience.key()).reversed();
    context.json(
        Map.of(
            "snapshots",
            all.stream().limit(limit).map(this::json).toList(),
            "unmatched",
            fixed.unmatched(audience),
            "schedule",
            scheduled(audience.key())));
  }

  private void schedule(Context context) {
    SavedAudience audience = catalog.require(context.pathParam("key"));
    Body body = Body.parse(context.bodyAsBytes());
    String every = body.text("every");
    Optional<SnapshotSchedule> schedule = SnapshotSchedule.ofJson(every);
    if (schedule.isEmpty() && !every.isEmpty() && !every.equals(OFF)) {
      body.problem("every", "'" + every + "' is not a choice. Use one of hourly, daily, off");
    }
    body.end();
    if (schedule.isPresent() && fixed.kind(audience) != FixedAudiences.Kind.DYNAMIC) {
      throw new Conflict(
          "The members of the audience '"
              + audience.key()
              + "' are fixed, so every snapshot would be the same.");
    }
    schedules.set(audience.key(), schedule, AccessControl.caller(context).principal());
    context.json(scheduled(audience.key()));
  }

  private Map<String, Object> scheduled(String audience) {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("every", schedules.of(audience).map(SnapshotSchedule::json).orElse(OFF));
    schedules.next(audience).ifPresent(next -> answer.put("next_at", next));
    return answer;
  }

  private SnapshotJson json(Snapshot snapshot) {
    Optional<Snapshot> before =
        snapshots.of(snapshot.audience()).stream()
            .filter(other -> other.number() == snapshot.number() - 1)
            .findFirst();
    return SnapshotJson.of(
        snapshot,
        before
            .map(old -> RoaringBitmap.andNotCardinality(members(snapshot), members(old)))
            .map(Long::valueOf),
        before
            .map(old -> RoaringBitmap.andNotCardinality(members(old), members(snapshot)))
            .map(Long::valueOf));
  }

  private RoaringBitmap members(Snapshot snapshot) {
    return snapshots.members(snapshot.audience(), snapshot.number(), everybody.get());
  }

  private void upload(Context context) {
    String name =
        Parameters.text(context, "name")
            .orElseThrow(() -> new InvalidInput("/name", "is missing: ?name=… names the audience"));
    String type = Parameters.text(context, "id_type").orElse(Identifier.USER_ID);
    IdentifierList list;
    try (BufferedReader csv =
        new BufferedReader(
            new InputStreamReader(context.bodyInputStream(), StandardCharsets.UTF_8))) {
      list = IdentifierList.read(csv, type, identities::find);
    } catch (IOException e) {
      throw new UncheckedIOException("The list cannot be read", e);
    }
    SavedAudience saved =
        fixed.upload(
            Parameters.text(context, "key"),
            name,
            Parameters.text(context, "description").orElse(""),
            list,
            AccessControl.caller(context).principal());
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("audience", AudienceJson.of(Waiting.await(sizes.count(saved)), fixed.kind(saved)));
    answer.put("lines", list.lines());
    answer.put("matched", list.members().getLongCardinality());
    answer.put("repeated", list.repeated());
    answer.put("unmatched", list.unmatched());
    answer.put("some_unmatched", new ArrayList<>(list.some()));
    context.status(201).json(answer);
  }
}
