package io.onelift.export;

import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.table;

import io.onelift.export.ExportJob.State;
import io.onelift.metastore.Metastore;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Table;

/** Exports as the metastore keeps them; how far a running one is stays in memory. */
final class ExportTable {
  private static final int LONGEST_ERROR = 2_000;
  private static final Table<Record> EXPORTS = table("exports");
  private static final Field<String> ID = field("id", String.class);
  private static final Field<String> AUDIENCE = field("audience", String.class);
  private static final Field<String> FORMAT = field("format", String.class);
  private static final Field<String> STATE = field("state", String.class);
  private static final Field<Long> TOTAL = field("total", Long.class);
  private static final Field<Long> DONE = field("done", Long.class);
  private static final Field<Integer> PERSONAL = field("personal", Integer.class);
  private static final Field<String> ERROR = field("error", String.class);
  private static final Field<String> STARTED_BY = field("started_by", String.class);
  private static final Field<Long> CREATED_AT = field("created_at", Long.class);
  private static final Field<Long> FINISHED_AT = field("finished_at", Long.class);

  private final Metastore metastore;

  ExportTable(Metastore metastore) {
    this.metastore = metastore;
  }

  List<ExportJob> load() {
    return metastore
        .sql()
        .select(
            ID,
            AUDIENCE,
            FORMAT,
            STATE,
            TOTAL,
            DONE,
            PERSONAL,
            ERROR,
            STARTED_BY,
            CREATED_AT,
            FINISHED_AT)
        .from(EXPORTS)
        .fetch(
            row ->
                new ExportJob(
                    row.get(ID),
                    row.get(AUDIENCE),
                    row.get(FORMAT),
                    State.valueOf(row.get(STATE)),
                    row.get(TOTAL),
                    row.get(DONE),
                    row.get(PERSONAL) != 0,
                    Optional.ofNullable(row.get(ERROR)),
                    row.get(STARTED_BY),
                    Instant.ofEpochMilli(row.get(CREATED_AT)),
                    Optional.ofNullable(row.get(FINISHED_AT)).map(Instant::ofEpochMilli)));
  }

  void add(ExportJob job) {
    metastore
        .sql()
        .insertInto(EXPORTS)
        .set(ID, job.id())
        .set(AUDIENCE, job.audience())
        .set(FORMAT, job.format())
        .set(STATE, job.state().name())
        .set(TOTAL, job.total())
        .set(DONE, job.done())
        .set(PERSONAL, job.personal() ? 1 : 0)
        .set(STARTED_BY, job.by())
        .set(CREATED_AT, job.createdAt().toEpochMilli())
        .execute();
  }

  /** Keeps how an export ended. */
  void end(ExportJob job) {
    metastore
        .sql()
        .update(EXPORTS)
        .set(STATE, job.state().name())
        .set(DONE, job.done())
        .set(ERROR, job.error().map(ExportTable::shortened).orElse(null))
        .set(FINISHED_AT, job.finishedAt().map(Instant::toEpochMilli).orElse(null))
        .where(ID.eq(job.id()))
        .execute();
  }

  private static String shortened(String error) {
    return error.substring(0, Math.min(error.length(), LONGEST_ERROR));
  }

  void remove(String id) {
    metastore.sql().deleteFrom(EXPORTS).where(ID.eq(id)).execute();
  }
}
