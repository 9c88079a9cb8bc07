package io.onelift.http;

import io.javalin.http.Context;
import io.onelift.audience.AudienceCatalog;
import io.onelift.audience.AudienceEngine;
import io.onelift.audience.SavedAudience;
import io.onelift.event.InvalidInput;
import io.onelift.event.Problem;
import io.onelift.insight.Overlap;
import io.onelift.insight.Portrait;
import io.onelift.insight.Portraits;
import io.onelift.json.Body;
import io.onelift.json.InsightJson;
import io.onelift.json.Masking;
import io.onelift.json.OverlapJson;
import io.onelift.json.OverlapJson.GroupJson;
import io.onelift.security.Permission;
import io.onelift.tag.NearestName;
import io.onelift.tag.Tag;
import io.onelift.tag.TagCatalog;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.roaringbitmap.RoaringBitmap;

/** What saved audiences are like: samples, portraits, overlaps. */
final class InsightCalls implements Resource {
  private static final String EVERYBODY = "everybody";
  private static final int MOST_TAGS = 500;

  private final AudienceCatalog catalog;
  private final AudienceEngine engine;
  private final TagCatalog tags;
  private final Portraits portraits;
  private final Supplier<RoaringBitmap> everybody;
  private final ProfileView profiles;

  InsightCalls(Services.People people, Portraits portraits, ProfileView profiles) {
    this.catalog = people.audiences();
    this.engine = people.engine();
    this.tags = people.tags();
    this.everybody = people.everybody();
    this.portraits = portraits;
    this.profiles = profiles;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Route.post("/api/audiences/overlap", Permission.READ, this::overlap),
        Route.get("/api/audiences/{key}/insight", Permission.READ, this::insight),
        Route.get("/api/audiences/{key}/sample", Permission.READ, this::sample));
  }

  private void sample(Context context) {
    SavedAudience audience = catalog.require(context.pathParam("key"));
    int size = Parameters.integer(context, "size", 100, 1, 1000);
    int seed = Parameters.integer(context, "seed", 0, Integer.MIN_VALUE, Integer.MAX_VALUE);
    RoaringBitmap members = engine.members(audience.rule());
    RoaringBitmap drawn = AudienceEngine.sample(members, size, seed);
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("seed", seed);
    answer.put("size", members.getLongCardinality());
    answer.put(
        "members",
        profiles.members(drawn, new Masking(AccessControl.access(context).personalData())));
    context.json(answer);
  }

  private void insight(Context context) {
    SavedAudience audience = catalog.require(context.pathParam("key"));
    String reference = Parameters.text(context, "reference").orElse(EVERYBODY);
    int limit = Parameters.integer(context, "limit", 30, 1, MOST_TAGS);
    Optional<SavedAudience> other =
        catalog
            .find(reference)
            .or(
                () -> {
                  if (reference.equals(EVERYBODY)) {
                    return Optional.empty();
                  }
                  throw new InvalidInput(
                      "/reference",
                      "there is no audience '"
                          + reference
                          + "', and it is not '"
                          + EVERYBODY
                          + "'. "
                          + NearestName.hint(reference, catalog.keys()));
                });
    List<Tag> all = visible(context);
    Portrait portrait =
        portraits.portrait(
            engine.members(audience.rule()),
            other.map(o -> engine.members(o.rule())).orElseGet(everybody),
            all,
            engine.tagsOf(audience.rule()));
    context.json(
        InsightJson.of(
            audience.key(),
            reference,
            portrait,
            all.stream().collect(Collectors.toMap(Tag::key, Tag::names)),
            limit));
  }

  /** A tag made of personal data says its values, so it is left out for who may not see those. */
  private List<Tag> visible(Context context) {
    return AccessControl.access(context).personalData()
        ? tags.list()
        : tags.list().stream().filter(tag -> !profiles.isPersonal(tag)).toList();
  }

  private void overlap(Context context) {
    Body body = Body.parse(context.bodyAsBytes());
    List<String> keys = body.texts("audiences");
    if (keys.size() < 2 || keys.size() > Overlap.MOST_GROUPS) {
      body.problem(
          "audiences", "needs 2 to " + Overlap.MOST_GROUPS + " keys, but has " + keys.size());
    }
    List<Problem> problems = new ArrayList<>();
    Set<String> known = catalog.keys();
    for (int i = 0; i < keys.size(); i++) {
      if (!known.contains(keys.get(i))) {
        problems.add(
            new Problem(
                "/audiences/" + i,
                "there is no audience '"
                    + keys.get(i)
                    + "'. "
                    + NearestName.hint(keys.get(i), known)));
      } else if (keys.indexOf(keys.get(i)) != i) {
        problems.add(
            new Problem("/audiences/" + i, "'" + keys.get(i) + "' is there twice; keep one"));
      }
    }
    body.problems(problems);
    body.end();
    List<SavedAudience> audiences = keys.stream().map(catalog::require).toList();
    List<RoaringBitmap> members =
        audiences.stream().map(audience -> engine.members(audience.rule())).toList();
    List<GroupJson> groups = new ArrayList<>();
    for (int i = 0; i < audiences.size(); i++) {
      groups.add(
          new GroupJson(
              audiences.get(i).key(),
              audiences.get(i).name(),
              members.get(i).getLongCardinality()));
    }
    context.json(OverlapJson.of(Overlap.of(members), groups));
  }
}
