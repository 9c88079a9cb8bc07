package io.onelift.http;

import io.javalin.http.Context;
import io.onelift.audience.Vocabulary;
import io.onelift.bitmap.TagBitmaps;
import io.onelift.compute.TagRefresher;
import io.onelift.compute.TagUploads;
import io.onelift.event.Conflict;
import io.onelift.event.InvalidInput;
import io.onelift.json.Json;
import io.onelift.json.TagStateJson;
import io.onelift.security.Permission;
import io.onelift.tag.DefinitionLanguage;
import io.onelift.tag.Tag;
import io.onelift.tag.TagCatalog;
import io.onelift.tag.TagDefinition;
import io.onelift.tag.TagJson;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.roaringbitmap.RoaringBitmap;

/** Named values of profiles. */
final class TagCalls implements Resource {
  private final TagCatalog catalog;
  private final TagRefresher refresher;
  private final TagUploads uploads;
  private final PersonalTags personal;
  private final TagBitmaps bitmaps;
  private final Vocabulary names;
  private final DefinitionLanguage language;
  private final Supplier<RoaringBitmap> everybody;

  TagCalls(
      TagCatalog catalog,
      TagRefresher refresher,
      TagUploads uploads,
      PersonalTags personal,
      TagBitmaps bitmaps,
      Vocabulary names,
      DefinitionLanguage language,
      Supplier<RoaringBitmap> everybody) {
    this.catalog = catalog;
    this.refresher = refresher;
    this.uploads = uploads;
    this.personal = personal;
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
        Route.post("/api/tags/{key}/values", Permission.DEFINE_AUDIENCES, this::upload),
        Route.post("/api/tags/{key}/refresh", Permission.DEFINE_AUDIENCES, this::refresh));
  }

  private void list(Context context) {
    context.json(Map.of("tags", catalog.list().stream().map(tag -> json(tag, context)).toList()));
  }

  private void show(Context context) {
    context.json(json(catalog.require(context.pathParam("key")), context));
  }

  private void create(Context context) {
    Tag tag = TagJson.parse(Json.tree(context.bodyAsBytes()), names, language);
    context.status(201).json(json(catalog.create(tag, principal(context)), context));
  }

  private void change(Context context) {
    String key = context.pathParam("key");
    catalog.require(key);
    Tag tag = TagJson.parse(Json.tree(context.bodyAsBytes()), names, language);
    if (!tag.key().equals(key)) {
      throw new InvalidInput("/key", "is '" + tag.key() + "', but the path says '" + key + "'");
    }
    context.json(json(catalog.update(tag, principal(context)), context));
  }

  private void delete(Context context) {
    catalog.delete(context.pathParam("key"), AccessControl.caller(context).principal());
    context.status(204);
  }

  /** JSON or, with the content type text/csv, two columns. */
  private void upload(Context context) {
    Tag tag = catalog.require(context.pathParam("key"));
    if (!(tag.definition() instanceof TagDefinition.Uploaded(String identifierType))) {
      throw new Conflict(
          "The values of the tag '"
              + tag.key()
              + "' are computed; only a tag defined by {\"upload\":\"user_id\"} takes others.");
    }
    String type = context.contentType();
    List<TagUploads.Row> rows =
        type != null && type.startsWith("text/csv")
            ? UploadRows.csv(context.body())
            : UploadRows.json(Json.tree(context.bodyAsBytes()));
    TagUploads.Receipt receipt =
        uploads.upload(tag, identifierType, rows, replaces(context), principal(context));
    refresher.outdated(tag.key());
    context.status(201).json(receipt);
  }

  /** What was uploaded before goes, unless {@code ?mode=add}. */
  private static boolean replaces(Context context) {
    String mode = context.queryParam("mode");
    if (mode != null && !mode.equals("add") && !mode.equals("replace")) {
      throw new InvalidInput("/mode", "must be add or replace, not '" + mode + "'");
    }
    return !"add".equals(mode);
  }

  private static String principal(Context context) {
    return AccessControl.caller(context).principal();
  }

  private void refresh(Context context) {
    Tag tag = catalog.require(context.pathParam("key"));
    Waiting.await(refresher.refresh(tag.key()));
    context.status(202).json(json(tag, context));
  }

  private TagStateJson json(Tag tag, Context context) {
    boolean hidden = personal.contains(tag) && !AccessControl.access(context).personalData();
    return TagStateJson.of(
        tag,
        refresher.state(tag.key()),
        bitmaps.find(tag.key()).map(held -> held.index().distribution()),
        catalog.users(tag.key()),
        hidden,
        tag.definition() instanceof TagDefinition.Uploaded
            ? uploads.unmatched(tag.key())
            : OptionalLong.empty(),
        everybody.get().getLongCardinality());
  }
}
