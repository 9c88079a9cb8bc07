package io.onelift.http;

import io.javalin.http.Context;
import io.onelift.collect.Collector;
import io.onelift.collect.Turn;
import io.onelift.erasure.Erasure;
import io.onelift.erasure.Erasures;
import io.onelift.event.Identifier;
import io.onelift.event.InvalidInput;
import io.onelift.event.ProfileId;
import io.onelift.identity.IdentityGraph;
import io.onelift.json.ErasureJson;
import io.onelift.security.Permission;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The right to be forgotten. */
final class ErasureCalls implements Resource {
  private final Erasures erasures;
  private final Collector collector;
  private final IdentityGraph identities;

  ErasureCalls(Erasures erasures, Collector collector, IdentityGraph identities) {
    this.erasures = erasures;
    this.collector = collector;
    this.identities = identities;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Route.delete("/api/profiles", Permission.ADMINISTER, this::erase),
        Route.get("/api/erasures", Permission.ADMINISTER, this::list));
  }

  private void erase(Context context) {
    Identifier identifier = Parameters.identifier(context);
    boolean suppress = suppress(context);
    String by = AccessControl.caller(context).principal();
    Optional<Erasure> cutOff = complete(identities.find(identifier));
    Erasure erasure =
        cutOff.isPresent()
            ? cutOff.get()
            : Waiting.await(
                collector.exclusively(
                    turn -> {
                      // Looked up in its turn: a commit before it may have merged the profile.
                      ProfileId profile = KnownProfile.of(identifier, identities);
                      return announced(turn, erasures.erase(turn.commit(), profile, suppress, by));
                    }));
    erasures.purge();
    context.json(ErasureJson.of(erasure));
  }

  /** Completes what was cut off before; the erasure of this profile when it was among that. */
  private Optional<Erasure> complete(Optional<ProfileId> profile) {
    Optional<Erasure> same = Optional.empty();
    Optional<Erasure> completed = completeOne();
    while (completed.isPresent()) {
      if (completed.map(Erasure::profile).equals(profile)) {
        same = completed;
      }
      completed = completeOne();
    }
    return same;
  }

  private Optional<Erasure> completeOne() {
    return Waiting.await(
        collector.exclusively(
            turn -> erasures.complete(turn.commit()).map(erased -> announced(turn, erased))));
  }

  private static Erasure announced(Turn turn, Erasures.Erased erased) {
    turn.announce(erased.change());
    return erased.erasure();
  }

  private static boolean suppress(Context context) {
    Optional<String> said = Parameters.text(context, "suppress");
    if (said.isPresent() && !said.get().matches("true|false")) {
      throw new InvalidInput("/suppress", "must be true or false, not '" + said.get() + "'");
    }
    return said.map(Boolean::parseBoolean).orElse(false);
  }

  private void list(Context context) {
    context.json(Map.of("erasures", erasures.list().stream().map(ErasureJson::of).toList()));
  }
}
