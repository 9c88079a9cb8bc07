package io.onelift.imports;

import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.table;

import io.onelift.imports.Job.Progress;
import io.onelift.imports.Job.State;
import io.onelift.metastore.Metastore;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.impl.DSL;

/** Jobs at rest, so that a restart finds what was running. */
final class JobStore {
  private static final Field<String> ID = field("job_id", String.class);
  private static final Field<String> KIND = field("kind", String.class);
  private static final Field<String> NAME = field("name", String.class);
  private static final Field<String> STATE = field("state", String.class);
  private static final Field<String> REQUEST = field("request", String.class);
  private static final Field<Long> BYTES_TOTAL = field("bytes_total", Long.class);
  private static final Field<Long> BYTES_READ = field("bytes_read", Long.class);
  private static final Field<Long> ROWS_TOTAL = field("rows_total", Long.class);
  private static final Field<Long> ROWS_READ = field("rows_read", Long.class);
  private static final Field<Long> ROWS_WRITTEN = field("rows_written", Long.class);
  private static final Field<Long> ROWS_REJECTED = field("rows_rejected", Long.class);
  private static final Field<Long> ROWS_DURABLE = field("rows_durable", Long.class);
  private static final Field<String> ERROR = field("error", String.class);
  private static final Field<Long> CREATED_AT = field("created_at", Long.class);
  private static final Field<Long> FINISHED_AT = field("finished_at", Long.class);

  private final Metastore metastore;

  JobStore(Metastore metastore) {
    this.metastore = metastore;
  }

  /** A job and what it was asked. */
  record Stored(Job job, ImportRequest request) {}

  void add(Job job, ImportRequest request) {
    metastore
        .sql()
        .insertInto(table("jobs"))
        .set(ID, job.id())
        .set(KIND, job.kind().name())
        .set(NAME, job.name())
        .set(REQUEST, RequestJson.write(request))
        .set(CREATED_AT, job.createdAt().toEpochMilli())
        .set(progress(job))
        .execute();
  }

  void update(Job job) {
    metastore.sql().update(table("jobs")).set(progress(job)).where(ID.eq(job.id())).execute();
  }

  private static Map<Field<?>, Object> progress(Job job) {
    Map<Field<?>, Object> values = new LinkedHashMap<>();
    values.put(STATE, job.state().name());
    values.put(BYTES_TOTAL, job.progress().bytesTotal());
    values.put(BYTES_READ, job.progress().bytesRead());
    values.put(ROWS_TOTAL, job.progress().rowsTotal());
    values.put(ROWS_READ, job.progress().rowsRead());
    values.put(ROWS_WRITTEN, job.progress().rowsWritten());
    values.put(ROWS_REJECTED, job.progress().rowsRejected());
    values.put(ROWS_DURABLE, job.progress().rowsDurable());
    values.put(ERROR, job.error().orElse(null));
    values.put(FINISHED_AT, job.finishedAt().map(Instant::toEpochMilli).orElse(null));
    return values;
  }

  Optional<Stored> find(String id) {
    return select(ID.eq(id)).stream().findFirst();
  }

  /** Newest first. */
  List<Stored> list() {
    return select(DSL.noCondition());
  }

  /** What a stopped or killed application left behind, oldest first. */
  List<Stored> unfinished() {
    return select(STATE.in(State.QUEUED.name(), State.RUNNING.name())).reversed();
  }

  private List<Stored> select(Condition which) {
    return metastore
        .sql()
        .selectFrom(table("jobs"))
        .where(which)
        .orderBy(CREATED_AT.desc(), ID)
        .limit(500)
        .fetch(JobStore::stored);
  }

  private static Stored stored(Record row) {
    Progress progress =
        new Progress(
            row.get(BYTES_TOTAL),
            row.get(BYTES_READ),
            row.get(ROWS_TOTAL),
            row.get(ROWS_READ),
            row.get(ROWS_WRITTEN),
            row.get(ROWS_REJECTED),
            row.get(ROWS_DURABLE));
    ImportKind kind = ImportKind.valueOf(row.get(KIND));
    ImportRequest request = RequestJson.read(kind, row.get(NAME), row.get(REQUEST));
    Job job =
        new Job(
            row.get(ID),
            kind,
            row.get(NAME),
            request.dryRun(),
            State.valueOf(row.get(STATE)),
            progress,
            Optional.ofNullable(row.get(ERROR)),
            Instant.ofEpochMilli(row.get(CREATED_AT)),
            Optional.ofNullable(row.get(FINISHED_AT)).map(Instant::ofEpochMilli));
    return new Stored(job, request);
  }
}
