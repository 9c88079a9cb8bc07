package io.onelift.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.http.Context;
import io.onelift.analysis.Analyses;
import io.onelift.analysis.Cell;
import io.onelift.audience.AudienceCatalog;
import io.onelift.audience.AudienceSizes;
import io.onelift.audience.FixedAudiences;
import io.onelift.event.ProfileId;
import io.onelift.json.AnalysisJson;
import io.onelift.json.Body;
import io.onelift.json.Json;
import io.onelift.resolve.Access;
import io.onelift.security.Permission;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.roaringbitmap.PeekableIntIterator;
import org.roaringbitmap.RoaringBitmap;

/** Analysis models, and the people behind the cells of their answers. */
final class AnalysisCalls implements Resource {
  private final Analyses analyses;
  private final AudienceCatalog audiences;
  private final AudienceSizes sizes;
  private final FixedAudiences fixed;

  AnalysisCalls(Analyses analyses, Services.People people, FixedAudiences fixed) {
    this.analyses = analyses;
    this.audiences = people.audiences();
    this.sizes = people.sizes();
    this.fixed = fixed;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Route.post("/api/analyses/{model}", Permission.READ, this::answer),
        Route.post("/api/analyses/{model}/members", Permission.DEFINE_AUDIENCES, this::members));
  }

  private void answer(Context context) {
    JsonNode request = Json.tree(context.bodyAsBytes());
    context.json(
        AnalysisJson.of(
            analyses
                .read(context.pathParam("model"), request, "")
                .answer(AccessControl.access(context))));
  }

  /** What an audience is to be called. */
  private record SaveAs(Optional<String> key, String name, String description) {}

  private void members(Context context) {
    Body body = Body.parse(context.bodyAsBytes());
    JsonNode request = body.node("request");
    Map<String, Object> keys = new LinkedHashMap<>();
    String measure = cell(body, keys);
    int limit = body.integer("limit", 100, 0, 1_000);
    Optional<SaveAs> saveAs = body.object("save_as").map(this::saveAs);
    body.end();
    Access access = AccessControl.access(context);
    RoaringBitmap members =
        analyses
            .read(context.pathParam("model"), request, "/request")
            .members(new Cell(keys, measure), access);
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("size", members.getLongCardinality());
    answer.put("members", some(members, limit));
    saveAs.ifPresent(
        as -> answer.put("audience", save(as, members, AccessControl.caller(context).principal())));
    context.status(saveAs.isPresent() ? 201 : 200).json(answer);
  }

  private static String cell(Body body, Map<String, Object> keys) {
    JsonNode cell = body.node("cell");
    if (!cell.isObject() || !cell.path("measure").isTextual()) {
      body.problem(
          "cell", "must be an object of the row's key columns and measure, the column of the cell");
      return "";
    }
    cell.properties()
        .forEach(
            entry ->
                keys.put(entry.getKey(), Json.MAPPER.convertValue(entry.getValue(), Object.class)));
    keys.remove("measure");
    return cell.path("measure").textValue();
  }

  private SaveAs saveAs(Body body) {
    Optional<String> key = body.optionalText("key");
    key.filter(taken -> audiences.find(taken).isPresent())
        .ifPresent(
            taken ->
                body.problem(
                    "key", "there is an audience '" + taken + "' already; choose another key"));
    return new SaveAs(key, body.text("name"), body.note("description"));
  }

  private String save(SaveAs as, RoaringBitmap members, String by) {
    return Waiting.await(
            sizes.count(fixed.keep(as.key(), as.name(), as.description(), members, by)))
        .key();
  }

  private static List<String> some(RoaringBitmap members, int limit) {
    List<String> ids = new ArrayList<>();
    PeekableIntIterator each = members.getIntIterator();
    while (each.hasNext() && ids.size() < limit) {
      ids.add(new ProfileId(each.next()).toString());
    }
    return ids;
  }
}
