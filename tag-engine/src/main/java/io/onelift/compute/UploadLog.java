package io.onelift.compute;

import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.table;

import io.onelift.metastore.Metastore;
import java.util.List;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Table;

/** The uploads that are whole, in the metastore. */
final class UploadLog {
  private static final Table<Record> UPLOADS = table("tag_uploads");
  private static final Field<String> TAG = field("tag_key", String.class);
  private static final Field<Long> UPLOAD = field("upload", Long.class);
  private static final Field<Integer> RECEIVED = field("received", Integer.class);
  private static final Field<Integer> MATCHED = field("matched", Integer.class);
  private static final Field<String> BY = field("uploaded_by", String.class);

  private final Metastore metastore;

  UploadLog(Metastore metastore) {
    this.metastore = metastore;
  }

  /** What an upload was. */
  record Entry(int received, int matched, String by) {}

  /** The uploads of a tag that count, milliseconds since the epoch; none is the same as another. */
  List<Long> uploads(String tag) {
    return metastore.sql().select(UPLOAD).from(UPLOADS).where(TAG.eq(tag)).fetch(UPLOAD);
  }

  void add(String tag, long upload, Entry entry, boolean replace) {
    metastore.transaction(
        sql -> {
          if (replace) {
            sql.deleteFrom(UPLOADS).where(TAG.eq(tag)).execute();
          }
          return sql.insertInto(UPLOADS, TAG, UPLOAD, RECEIVED, MATCHED, BY)
              .values(tag, upload, entry.received(), entry.matched(), entry.by())
              .execute();
        });
  }

  void forget(String tag) {
    metastore.sql().deleteFrom(UPLOADS).where(TAG.eq(tag)).execute();
  }
}
