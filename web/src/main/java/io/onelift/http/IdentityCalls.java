package io.onelift.http;

import io.javalin.http.Context;
import io.onelift.collect.Collector;
import io.onelift.collect.Unmerging;
import io.onelift.event.InvalidInput;
import io.onelift.event.ProfileId;
import io.onelift.identity.IdentityGraph;
import io.onelift.identity.IdentityRules;
import io.onelift.identity.LedgerEntry;
import io.onelift.identity.Replay;
import io.onelift.identity.RulesJson;
import io.onelift.identity.Unmerged;
import io.onelift.json.Body;
import io.onelift.json.Json;
import io.onelift.json.LedgerJson;
import io.onelift.json.Masking;
import io.onelift.security.Permission;
import io.onelift.warehouse.Warehouse;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Who is one person: the rules, the ledger of merges, and taking a merge back. */
final class IdentityCalls implements Resource {
  private final IdentityGraph identities;
  private final Collector collector;
  private final Warehouse warehouse;

  IdentityCalls(IdentityGraph identities, Collector collector, Warehouse warehouse) {
    this.identities = identities;
    this.collector = collector;
    this.warehouse = warehouse;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Route.get("/api/identity/rules", Permission.READ, this::rules),
        Route.put("/api/identity/rules", Permission.ADMINISTER, this::change),
        Route.get("/api/identity/ledger", Permission.READ, this::ledger),
        Route.post("/api/identity/unmerge", Permission.ADMINISTER, this::unmerge),
        Route.post("/api/identity/replay", Permission.ADMINISTER, this::replay));
  }

  private void rules(Context context) {
    context.json(RulesJson.print(identities.rules()));
  }

  private void change(Context context) {
    IdentityRules rules;
    try {
      rules = RulesJson.parse(Json.MAPPER.readTree(context.bodyAsBytes()));
    } catch (IOException e) {
      throw new InvalidInput("", "is no JSON: " + e.getMessage());
    }
    String by = AccessControl.access(context).principal();
    await(
        collector.exclusively(
            turn -> {
              identities.rule(turn.commit(), rules, by);
              return rules;
            }));
    rules(context);
  }

  private void ledger(Context context) {
    int limit = Parameters.integer(context, "limit", 50, 1, 1000);
    Optional<ProfileId> profile = Parameters.text(context, "profile_id").map(IdentityCalls::id);
    Optional<LedgerEntry.Kind> kind = Parameters.text(context, "kind").map(IdentityCalls::kind);
    List<LedgerEntry> page =
        identities.ledger(profile, kind, Parameters.text(context, "after"), limit);
    Masking masking = new Masking(AccessControl.access(context).personalData());
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("ledger", page.stream().map(entry -> LedgerJson.of(entry, masking)).toList());
    if (page.size() == limit) {
      answer.put("next", page.getLast().id());
    }
    context.json(answer);
  }

  private static ProfileId id(String text) {
    try {
      return ProfileId.of(Long.parseLong(text));
    } catch (IllegalArgumentException e) {
      throw new InvalidInput(
          "/profile_id", "must be a profile's number such as 4711, not '" + text + "'");
    }
  }

  private static LedgerEntry.Kind kind(String text) {
    return Arrays.stream(LedgerEntry.Kind.values())
        .filter(kind -> kind.key().equals(text.toLowerCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(
            () ->
                new InvalidInput(
                    "/kind",
                    "must be one of "
                        + Arrays.stream(LedgerEntry.Kind.values())
                            .map(LedgerEntry.Kind::key)
                            .toList()
                        + ", not '"
                        + text
                        + "'"));
  }

  private void unmerge(Context context) {
    Body body = Body.parse(context.bodyAsBytes());
    String id = body.text("merge_id");
    String reason = body.optionalText("reason").orElse("");
    body.end();
    Unmerged unmerged =
        await(
            collector.exclusively(
                new Unmerging(identities, id, AccessControl.access(context).principal(), reason)));
    context.json(
        Map.of(
            "merge_id",
            unmerged.mergeId(),
            "kept",
            unmerged.kept().toString(),
            "restored",
            unmerged.restored().toString()));
  }

  private void replay(Context context) {
    Replay replay = new Replay(warehouse, identities);
    replay.read();
    Replay.Result result = await(collector.exclusively(turn -> replay.compare()));
    context.json(result);
  }

  /** The task's own failure, so that it is answered as what it is. */
  private static <T> T await(CompletableFuture<T> task) {
    try {
      return task.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }
}
