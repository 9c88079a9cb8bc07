package io.onelift.execute;

import io.onelift.audience.Rule;
import io.onelift.event.Field;
import io.onelift.event.ValueType;
import io.onelift.metastore.Metastore;
import io.onelift.metastore.MetastoreConfig;
import io.onelift.resolve.AudienceMembers;
import io.onelift.semantic.Learned;
import io.onelift.semantic.Learned.EventShape;
import io.onelift.semantic.Learned.TableShape;
import io.onelift.semantic.SemanticCatalog;
import io.onelift.warehouse.Warehouse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.roaringbitmap.RoaringBitmap;

/** A small bank in the warehouse: the same every time, with gaps, merges and awkward texts. */
final class SampleData {
  static final Instant START = Instant.parse("2026-10-01T00:00:00Z");
  static final List<String> CITIES = Arrays.asList("上海", "北京", "O'Hara \\ `x`", null);
  static final int PROFILES = 200;

  static final Field AMOUNT = new Field("amount", "p_amount", ValueType.NUMBER, false);
  static final Field CHANNEL = new Field("channel", "p_channel", ValueType.TEXT, false);
  static final Field SUCCESS = new Field("success", "p_success", ValueType.BOOLEAN, false);
  static final Field DUE = new Field("due", "p_due", ValueType.TIME, false);
  static final Field ITEMS = new Field("items", "p_items", ValueType.LIST, false);
  static final Field OFFER = new Field("offer", "p_offer", ValueType.TEXT, false);
  static final Field PLACEMENT = new Field("placement", "p_placement", ValueType.TEXT, false);
  static final Field CITY = new Field("city", "t_city", ValueType.TEXT, false);
  static final Field AGE = new Field("age", "t_age", ValueType.NUMBER, false);
  static final Field AUM = new Field("aum", "t_aum", ValueType.NUMBER, false);
  static final Field VIP = new Field("vip", "t_vip", ValueType.BOOLEAN, false);
  static final Field PHONE = new Field("phone", "t_phone", ValueType.TEXT, true);
  static final Field BIRTHDAY = new Field("birthday", "t_birthday", ValueType.TIME, true);
  static final Field REGISTERED =
      new Field("registered_at", "t_registered_at", ValueType.TIME, false);
  static final Field HOBBIES = new Field("hobbies", "t_hobbies", ValueType.LIST, false);

  static final Learned LEARNED =
      new Learned(
          List.of(
              new EventShape("login", Set.of("channel", "success")),
              new EventShape("purchase", Set.of("amount", "channel", "due", "items")),
              new EventShape("exposure", Set.of("offer", "placement")),
              new EventShape("conversion", Set.of("offer", "placement"))),
          List.of(AMOUNT, CHANNEL, SUCCESS, DUE, ITEMS, OFFER, PLACEMENT),
          List.of(CITY, AGE, AUM, VIP, PHONE, BIRTHDAY, REGISTERED, HOBBIES),
          List.of(
              new TableShape(
                  "branches",
                  "data_branches",
                  List.of(
                      new Field("city", "city", ValueType.TEXT, false),
                      new Field("target", "target", ValueType.NUMBER, false)))),
          List.of());

  static final AudienceMembers AUDIENCES =
      new AudienceMembers() {
        @Override
        public Set<String> keys() {
          return Set.of("few", "many");
        }

        @Override
        public RoaringBitmap members(Rule rule) {
          throw new UnsupportedOperationException("No rules here: " + rule);
        }

        @Override
        public RoaringBitmap members(String key) {
          return key.equals("few")
              ? RoaringBitmap.bitmapOf(3, 5, 8, 13)
              : RoaringBitmap.bitmapOfRange(50, 150);
        }
      };

  private SampleData() {}

  static SemanticCatalog catalog(Path directory) {
    Metastore metastore = Metastore.open(MetastoreConfig.sqlite(directory.resolve("meta.db")));
    return new SemanticCatalog(metastore, () -> LEARNED);
  }

  static void create(Warehouse warehouse) {
    columns(warehouse, "events", LEARNED.properties());
    columns(warehouse, "profiles", LEARNED.traits());
    profiles(warehouse, new Random(1));
    events(warehouse, new Random(2));
    warehouse.execute(
        "CREATE TABLE data_branches (city Nullable(String), target Nullable(Float64))"
            + " ENGINE = MergeTree ORDER BY tuple()");
    warehouse.insert(
        "data_branches",
        List.of("city", "target"),
        List.of(List.of("上海", 100.0), List.of("北京", 50.0), List.of("广州", 10.0)));
    warehouse.insert(
        "profile_overrides",
        List.of("loser", "winner", "version"),
        List.of(List.of(201L, 1L, 1L), List.of(202L, 2L, 1L)));
    warehouse.execute("SYSTEM RELOAD DICTIONARY profile_override");
  }

  static void columns(Warehouse warehouse, String table, List<Field> fields) {
    for (Field field : fields) {
      String type =
          switch (field.type()) {
            case TEXT -> "LowCardinality(Nullable(String))";
            case NUMBER -> "Nullable(Float64)";
            case BOOLEAN -> "Nullable(Bool)";
            case TIME -> "Nullable(DateTime64(3, 'Asia/Shanghai'))";
            case LIST -> "Array(String)";
          };
      warehouse.execute("ALTER TABLE " + table + " ADD COLUMN " + field.column() + " " + type);
    }
  }

  private static void profiles(Warehouse warehouse, Random random) {
    List<List<Object>> rows = new ArrayList<>();
    for (long no = 1; no <= PROFILES; no++) {
      Instant seen = START.plusSeconds(random.nextInt(30 * 86_400));
      List<Object> row = new ArrayList<>();
      row.addAll(Arrays.asList(no, seen, seen.plusSeconds(3600), 2L, 0L));
      row.add(CITIES.get(random.nextInt(CITIES.size())));
      row.add(no % 7 == 0 ? null : 18.0 + random.nextInt(60));
      row.add(no % 5 == 0 ? null : random.nextInt(1_000_000) / 4.0);
      row.add(no % 3 == 0 ? null : random.nextBoolean());
      row.add(no % 4 == 0 ? null : "138000" + no);
      row.add(no % 2 == 0 ? null : Instant.parse("1980-05-05T00:00:00Z").plusSeconds(no * 86_400));
      row.add(no % 6 == 0 ? null : seen.plusMillis(1));
      row.add(no % 3 == 0 ? List.of("golf", "读书") : List.of());
      rows.add(row);
    }
    // An older version of a profile, which FINAL has to hide.
    List<Object> old = new ArrayList<>(rows.getFirst());
    old.set(3, 1L);
    old.set(5, "老城市");
    rows.add(old);
    List<String> columns =
        new ArrayList<>(List.of("profile_no", "first_seen", "last_seen", "version", "deleted"));
    LEARNED.traits().forEach(field -> columns.add(field.column()));
    warehouse.insert("profiles", columns, rows);
  }

  private static void events(Warehouse warehouse, Random random) {
    List<List<Object>> rows = new ArrayList<>();
    List<String> names = List.of("login", "purchase", "exposure", "conversion");
    List<String> channels = Arrays.asList("app", "web", "branch", null);
    for (int i = 0; i < 3_000; i++) {
      String name = names.get(random.nextInt(names.size()));
      Instant time = START.plusMillis(random.nextLong(40L * 86_400_000));
      boolean offer = name.equals("exposure") || name.equals("conversion");
      List<Object> row = new ArrayList<>();
      row.addAll(
          Arrays.asList(
              "m" + i, "track", name, 1L + random.nextInt(202), time, time.plusMillis(5), "test"));
      boolean purchase = name.equals("purchase");
      row.add(purchase && i % 9 != 0 ? random.nextInt(100_000) / 8.0 : null);
      row.add(offer ? null : channels.get(random.nextInt(4)));
      row.add(name.equals("login") ? random.nextBoolean() : null);
      row.add(purchase ? time.plusSeconds(86_400L * random.nextInt(60)) : null);
      row.add(purchase ? List.of("fund" + random.nextInt(5), "card") : List.of());
      row.add(offer ? "offer_" + random.nextInt(3) : null);
      row.add(offer ? "banner" : null);
      rows.add(row);
    }
    List<String> columns =
        new ArrayList<>(
            List.of("message_id", "kind", "event", "profile_no", "time", "received_at", "source"));
    LEARNED.properties().forEach(field -> columns.add(field.column()));
    warehouse.insert("events", columns, rows);
  }
}
