package io.onelift.http;

import io.javalin.http.Context;
import io.onelift.audience.AudienceDraft;
import io.onelift.audience.FixedAudiences;
import io.onelift.audience.Rule;
import io.onelift.audience.SavedAudience;
import io.onelift.json.AudienceJson;
import io.onelift.json.Body;
import io.onelift.json.ModelStateJson;
import io.onelift.model.Lookalikes;
import io.onelift.security.Permission;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.roaringbitmap.RoaringBitmap;

/** People like those of an audience, as an audience that stays as it is. */
final class LookalikeCalls implements Resource {
  private final Services.People people;
  private final FixedAudiences fixed;
  private final Lookalikes lookalikes;

  LookalikeCalls(Services.People people, FixedAudiences fixed) {
    this.people = people;
    this.fixed = fixed;
    Services.Learning learning = people.learning();
    this.lookalikes = new Lookalikes(learning.catalog(), learning.models(), learning.trainings());
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Route.post("/api/audiences/{key}/expand", Permission.DEFINE_AUDIENCES, this::expand));
  }

  /** Answers when the audience is there; the model's state says meanwhile how far it is. */
  private void expand(Context context) {
    SavedAudience seeds = people.audiences().require(context.pathParam("key"));
    Body body = Body.parse(context.bodyAsBytes());
    Optional<String> key = body.optionalText("key");
    String name = body.text("name");
    String description = body.note("description");
    if (body.optionalNode("size").isEmpty()) {
      body.problem("size", "is missing; give how many people to find");
    }
    int size = body.integer("size", 1, 1, Integer.MAX_VALUE);
    int seed = body.integer("seed", 1, Integer.MIN_VALUE, Integer.MAX_VALUE);
    key.filter(taken -> people.audiences().find(taken).isPresent())
        .ifPresent(
            taken ->
                body.problem(
                    "key", "there is an audience '" + taken + "' already; choose another key"));
    body.end();
    String by = AccessControl.caller(context).principal();
    RoaringBitmap found = Waiting.await(lookalikes.expand(seeds, size, seed, by));
    SavedAudience saved =
        people
            .audiences()
            .create(
                new AudienceDraft(
                    key, name, description, new Rule.Not(new Rule.InAudience(seeds.key()))),
                by);
    SavedAudience kept = Waiting.await(people.sizes().count(fixed.freeze(saved, found, by)));
    String model = Lookalikes.modelOf(seeds.key());
    context
        .status(201)
        .json(
            Map.of(
                "audience",
                AudienceJson.of(kept, fixed.kind(kept)),
                "model",
                ModelStateJson.of(
                    people.learning().catalog().require(model),
                    people.learning().trainings().state(model),
                    people.learning().catalog().trained(model))));
  }
}
