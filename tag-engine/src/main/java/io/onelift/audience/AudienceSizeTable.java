package io.onelift.audience;

import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.table;

import io.onelift.audience.SavedAudience.Size;
import io.onelift.metastore.Metastore;
import java.time.Instant;
import java.util.Map;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Table;

/** The sizes of saved audiences in the metastore: beside their versions, as they change often. */
final class AudienceSizeTable {
  private static final Table<Record> SIZES = table("audience_sizes");
  private static final Field<String> KEY = field("audience_key", String.class);
  private static final Field<Long> PROFILES = field("profiles", Long.class);
  private static final Field<Long> AS_OF = field("as_of", Long.class);

  private final Metastore metastore;

  AudienceSizeTable(Metastore metastore) {
    this.metastore = metastore;
  }

  Map<String, Size> load() {
    return metastore
        .sql()
        .select(KEY, PROFILES, AS_OF)
        .from(SIZES)
        .fetchMap(
            row -> row.get(KEY),
            row -> new Size(row.get(PROFILES), Instant.ofEpochMilli(row.get(AS_OF))));
  }

  void save(String key, Size size) {
    metastore
        .sql()
        .insertInto(SIZES, KEY, PROFILES, AS_OF)
        .values(key, size.profiles(), size.asOf().toEpochMilli())
        .onConflict(KEY)
        .doUpdate()
        .set(PROFILES, size.profiles())
        .set(AS_OF, size.asOf().toEpochMilli())
        .execute();
  }

  void remove(String key) {
    metastore.sql().deleteFrom(SIZES).where(KEY.eq(key)).execute();
  }
}
