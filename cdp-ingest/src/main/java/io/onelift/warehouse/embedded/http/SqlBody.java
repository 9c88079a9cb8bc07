package io.onelift.warehouse.embedded.http;

import io.onelift.warehouse.embedded.engine.StatementException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A request's statement, parted into SQL and the data of an INSERT. */
sealed interface SqlBody {

  /** SQL without data. */
  record Query(String sql) implements SqlBody {}

  /**
   * An INSERT and its data.
   *
   * @param head up to {@code FORMAT} or {@code VALUES}
   * @param data to its end
   */
  record Insert(String head, String format, InputStream data) implements SqlBody {}

  /** Of SQL without data, as much as ClickHouse would parse by far. */
  int MAX_SQL = 16 << 20;

  /** SQL of the URL comes first, then the body. */
  static SqlBody read(StatementRequest request, InputStream raw) throws IOException {
    InputStream body = Codings.decoded(raw, request.requestCoding());
    byte[] text = request.sql().getBytes(StandardCharsets.UTF_8);
    if (text.length > 0) {
      if (InsertHead.of(latin(text), true) instanceof InsertHead.WithData insert) {
        return insert(insert, text, body);
      }
      text = join(text, new byte[] {'\n'});
    }
    InsertHead head = new InsertHead.Undecided();
    boolean complete = false;
    int room = 1 << 16;
    while (!complete && head instanceof InsertHead.Undecided) {
      byte[] more = body.readNBytes(room);
      complete = more.length < room;
      text = join(text, more);
      head = InsertHead.of(latin(text), complete);
      room = text.length;
    }
    if (head instanceof InsertHead.WithData insert) {
      return insert(insert, text, body);
    }
    if (!complete) {
      text = join(text, body.readNBytes(Math.max(0, MAX_SQL - text.length) + 1));
    }
    if (text.length > MAX_SQL) {
      throw new StatementException(
          308, "QUERY_IS_TOO_LARGE", "A query may have " + MAX_SQL + " bytes at most");
    }
    return new Query(new String(text, StandardCharsets.UTF_8).strip());
  }

  default boolean isKill() {
    if (!(this instanceof Query(String sql))) {
      return false;
    }
    SqlText text = new SqlText(sql);
    return text.is(text.next(), "KILL") && text.is(text.next(), "QUERY");
  }

  private static Insert insert(InsertHead.WithData head, byte[] text, InputStream body) {
    byte[] first = Arrays.copyOfRange(text, head.dataAt(), text.length);
    return new Insert(
        utf8(head.sql()),
        head.format(),
        first.length == 0 ? body : new SequenceInputStream(new ByteArrayInputStream(first), body));
  }

  /** One character for each byte, so that positions are those of bytes. */
  private static String latin(byte[] text) {
    return new String(text, StandardCharsets.ISO_8859_1);
  }

  private static String utf8(String latin) {
    return new String(latin.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }

  private static byte[] join(byte[] one, byte[] other) {
    byte[] both = Arrays.copyOf(one, one.length + other.length);
    System.arraycopy(other, 0, both, one.length, other.length);
    return both;
  }
}
