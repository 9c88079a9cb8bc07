package io.onelift.alert;

import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.table;

import io.onelift.alert.Firing.Delivery;
import io.onelift.alert.Firing.Seen;
import io.onelift.metastore.JsonCodec;
import io.onelift.metastore.Metastore;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Table;

/** What fired, in the metastore. */
final class Firings {
  private static final Table<Record> FIRINGS = table("alert_firings");
  private static final Field<String> ID = field("firing_id", String.class);
  private static final Field<String> ALERT = field("alert_key", String.class);
  private static final Field<Long> AT = field("fired_at", Long.class);
  private static final Field<String> BODY = field("body", String.class);
  private static final Field<String> DELIVERY = field("delivery", String.class);
  private static final Field<String> PROBLEM = field("problem", String.class);
  private static final JsonCodec<Seen> SEEN = JsonCodec.of(Seen.class);

  private final Metastore metastore;

  Firings(Metastore metastore) {
    this.metastore = metastore;
  }

  boolean has(String id) {
    return metastore.sql().fetchExists(FIRINGS, ID.eq(id));
  }

  void add(Firing firing) {
    metastore
        .sql()
        .insertInto(FIRINGS, ID, ALERT, AT, BODY, DELIVERY)
        .values(
            firing.id(),
            firing.alert(),
            firing.at().toEpochMilli(),
            SEEN.write().apply(firing.seen()),
            firing.delivery().name())
        .execute();
  }

  void delivered(String id, Optional<String> problem) {
    metastore
        .sql()
        .update(FIRINGS)
        .set(DELIVERY, (problem.isEmpty() ? Delivery.DELIVERED : Delivery.FAILED).name())
        .set(PROBLEM, problem.orElse(null))
        .where(ID.eq(id))
        .execute();
  }

  /** Newest first. */
  List<Firing> list(Optional<String> alert, int limit) {
    return metastore
        .sql()
        .select(ID, ALERT, AT, BODY, DELIVERY, PROBLEM)
        .from(FIRINGS)
        .where(alert.map(ALERT::eq).orElse(noCondition()))
        .orderBy(AT.desc(), ID)
        .limit(limit)
        .fetch(Firings::firing);
  }

  /** Those whose delivery a stop of the server cut off. */
  List<Firing> pending() {
    return metastore
        .sql()
        .select(ID, ALERT, AT, BODY, DELIVERY, PROBLEM)
        .from(FIRINGS)
        .where(DELIVERY.eq(Delivery.PENDING.name()))
        .orderBy(AT, ID)
        .fetch(Firings::firing);
  }

  private static Firing firing(Record row) {
    return new Firing(
        row.get(ID),
        row.get(ALERT),
        Instant.ofEpochMilli(row.get(AT)),
        SEEN.read().apply(row.get(BODY)),
        Delivery.valueOf(row.get(DELIVERY)),
        Optional.ofNullable(row.get(PROBLEM)));
  }
}
