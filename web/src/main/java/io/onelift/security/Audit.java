package io.onelift.security;

import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.table;

import io.onelift.metastore.Metastore;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Table;

/** Who changed what, when. Bodies are not kept: definitions keep their own versions. */
public final class Audit {
  private static final Table<Record> AUDIT = table(name("audit"));
  private static final Field<String> ID = field(name("id"), String.class);
  private static final Field<Long> AT = field(name("at"), Long.class);
  private static final Field<String> PRINCIPAL = field(name("principal"), String.class);
  private static final Field<String> METHOD = field(name("method"), String.class);
  private static final Field<String> PATH = field(name("path"), String.class);
  private static final Field<Integer> STATUS = field(name("status"), Integer.class);

  private final Metastore metastore;
  private final Clock clock;

  public Audit(Metastore metastore, Clock clock) {
    this.metastore = metastore;
    this.clock = clock;
  }

  public void record(String principal, String method, String path, int status) {
    metastore
        .sql()
        .insertInto(AUDIT, ID, AT, PRINCIPAL, METHOD, PATH, STATUS)
        .values(
            UUID.randomUUID().toString(),
            clock.millis(),
            principal,
            method,
            path.substring(0, Math.min(500, path.length())),
            status)
        .execute();
  }

  /** The latest entries, newest first. */
  public List<Entry> latest(int limit) {
    return metastore
        .sql()
        .select(AT, PRINCIPAL, METHOD, PATH, STATUS)
        .from(AUDIT)
        .orderBy(AT.desc())
        .limit(limit)
        .fetch(
            row ->
                new Entry(
                    Instant.ofEpochMilli(row.get(AT)),
                    row.get(PRINCIPAL),
                    row.get(METHOD),
                    row.get(PATH),
                    row.get(STATUS)));
  }

  /** One change. */
  public record Entry(Instant at, String principal, String method, String path, int status) {}
}
