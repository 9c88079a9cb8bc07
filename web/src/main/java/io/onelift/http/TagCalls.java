package io.onelift.http;

import io.javalin.http.Context;
import io.onelift.audience.Vocabulary;
import io.onelift.bitmap.TagBitmaps;
import io.onelift.compute.TagRefresher;
import io.onelift.event.InvalidInput;
import io.onelift.json.Json;
import io.onelift.json.TagStateJson;
import io.onelift.security.Permission;
import io.onelift.tag.DefinitionLanguage;
import io.onelift.tag.Tag;
import io.onelift.tag.TagCatalog;
import io.onelift.tag.TagJson;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.roaringbitmap.RoaringBitmap;

/** Named values of profiles. */
final class TagCalls implements Resource {
  private final TagCatalog catalog;
  private final TagRefresher refresher;
  private final TagBitmaps bitmaps;
  private final Vocabulary names;
  private final DefinitionLanguage language;
  private final Supplier<RoaringBitmap> everybody;

  TagCalls(
      TagCatalog catalog,
      TagRefresher refresher,
      TagBitmaps bitmaps,
      Vocabulary names,
      DefinitionLanguage language,
      Supplier<RoaringBitmap> everybody) {
    this.catalog = catalog;
    this.refresher = refresher;
    this.bitmaps = bitmaps;
    this.names = names;
    this.language = language;
    this.everybody = everybody;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Route.get("/api/tags", Permission.READ, this::list),
        Route.post("/api/tags", Permission.DEFINE_AUDIENCES, this::create),
        Route.get("/api/tags/{key}", Permission.READ, this::show),
        Route.put("/api/tags/{key}", Permission.DEFINE_AUDIENCES, this::change),
        Route.delete("/api/tags/{key}", Permission.DEFINE_AUDIENCES, this::delete),
        Route.post("/api/tags/{key}/refresh", Permission.DEFINE_AUDIENCES, this::refresh));
  }

  private void list(Context context) {
    context.json(Map.of("tags", catalog.list().stream().map(this::json).toList()));
  }

  private void show(Context context) {
    context.json(json(catalog.require(context.pathParam("key"))));
  }

  private void create(Context context) {
    Tag tag = TagJson.parse(Json.tree(context.bodyAsBytes()), names, language);
    context.status(201).json(json(catalog.create(tag, AccessControl.caller(context).principal())));
  }

  private void change(Context context) {
    String key = context.pathParam("key");
    catalog.require(key);
    Tag tag = TagJson.parse(Json.tree(context.bodyAsBytes()), names, language);
    if (!tag.key().equals(key)) {
      throw new InvalidInput("/key", "is '" + tag.key() + "', but the path says '" + key + "'");
    }
    context.json(json(catalog.update(tag, AccessControl.caller(context).principal())));
  }

  private void delete(Context context) {
    catalog.delete(context.pathParam("key"), AccessControl.caller(context).principal());
    context.status(204);
  }

  private void refresh(Context context) {
    Tag tag = catalog.require(context.pathParam("key"));
    Waiting.await(refresher.refresh(tag.key()));
    context.status(202).json(json(tag));
  }

  private TagStateJson json(Tag tag) {
    return TagStateJson.of(
        tag,
        refresher.state(tag.key()),
        bitmaps.find(tag.key()).map(held -> held.index().distribution()),
        everybody.get().getLongCardinality());
  }
}
