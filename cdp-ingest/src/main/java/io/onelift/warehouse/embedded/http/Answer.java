package io.onelift.warehouse.embedded.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.onelift.warehouse.embedded.engine.Progress;
import io.onelift.warehouse.embedded.engine.StatementException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The response to a statement that went well so far. It holds back the first {@link #HELD} bytes:
 * while nothing is sent, an error still becomes a proper one, and a short result gets its length
 * and its full summary.
 */
final class Answer implements AutoCloseable {
  private static final int HELD = 1 << 18;

  private final StatementRequest request;
  private final HttpHeaders headers;
  private final Reply reply;
  private final long start;
  private final ByteArrayOutputStream held = new ByteArrayOutputStream();
  private final String exceptionTag = tag();
  private final Optional<Spool> spool;
  private OutputStream coded = held;
  private WritableByteChannel target;

  Answer(StatementRequest request, String format, HttpHeaders headers, Reply reply, long start) {
    this.request = request;
    this.headers = headers;
    this.reply = reply;
    this.start = start;
    this.spool = request.wholeFirst() ? Optional.of(new Spool()) : Optional.empty();
    headers.set("X-ClickHouse-Format", format);
    headers.set(HttpHeaderNames.CONTENT_TYPE, contentType(format));
    request
        .responseCoding()
        .headerName()
        .ifPresent(name -> headers.set(HttpHeaderNames.CONTENT_ENCODING, name));
  }

  void write(ByteBuffer piece, Progress soFar) throws IOException {
    if (target == null) {
      boolean spooled = spool.filter(Spool::isUsed).isPresent();
      if (!spooled && held.size() + piece.remaining() <= HELD) {
        byte[] bytes = new byte[piece.remaining()];
        piece.get(bytes);
        held.writeBytes(bytes);
        return;
      }
      if (spool.isPresent()) {
        spool.get().write(piece);
        return;
      }
      begin(soFar);
    }
    target.write(piece);
  }

  private void begin(Progress soFar) throws IOException {
    summary(soFar);
    headers.set("X-ClickHouse-Exception-Tag", exceptionTag);
    reply.begin(HttpResponseStatus.OK, headers);
    coded = Codings.encoded(Channels.newOutputStream(reply), request.responseCoding());
    target = request.responseCoding() == Coding.IDENTITY ? reply : Channels.newChannel(coded);
    target.write(ByteBuffer.wrap(held.toByteArray()));
    held.reset();
  }

  void end(Progress progress) throws IOException {
    if (target == null && spool.filter(Spool::isUsed).isPresent()) {
      begin(progress);
      spool.get().copyTo(target);
    }
    if (target == null) {
      summary(progress);
      reply.whole(
          HttpResponseStatus.OK,
          headers,
          Codings.encoded(held.toByteArray(), request.responseCoding()));
    } else {
      coded.close();
      reply.end();
    }
  }

  /**
   * Tells of an error behind what was sent already, in the form that ClickHouse 25.11 and later
   * use, and cuts the response so that a client who does not know the form sees that it is not
   * whole.
   *
   * @return false when nothing was sent yet, so that the error can be an ordinary response
   */
  boolean fail(StatementException e) throws IOException {
    if (target == null) {
      return false;
    }
    int length = (e.getMessage() + "\n").getBytes(StandardCharsets.UTF_8).length;
    String text =
        "\r\n__exception__\r\n%s\r\n%s\n%d %s\r\n__exception__\r\n"
            .formatted(exceptionTag, e.getMessage(), length, exceptionTag);
    target.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    coded.flush();
    reply.cut();
    return true;
  }

  private static String tag() {
    return ThreadLocalRandom.current()
        .ints(16, 'a', 'z' + 1)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private void summary(Progress progress) {
    headers.set(
        "X-ClickHouse-Summary",
        String.format(
            Locale.ROOT,
            "{\"read_rows\":\"%d\",\"read_bytes\":\"%d\",\"written_rows\":\"%d\","
                + "\"written_bytes\":\"%d\",\"total_rows_to_read\":\"0\",\"result_rows\":\"%d\","
                + "\"result_bytes\":\"%d\",\"elapsed_ns\":\"%d\"}",
            progress.readRows(),
            progress.readBytes(),
            progress.writtenRows(),
            progress.writtenBytes(),
            progress.resultRows(),
            progress.resultBytes(),
            System.nanoTime() - start));
  }

  private static String contentType(String format) {
    if (format.startsWith("TabSeparated") || format.startsWith("TSV")) {
      return "text/tab-separated-values; charset=UTF-8";
    }
    if (format.startsWith("CSV")) {
      return "text/csv; charset=UTF-8";
    }
    if (format.endsWith("EachRow") && format.startsWith("JSON")) {
      return "application/x-ndjson; charset=UTF-8";
    }
    if (format.startsWith("JSON")) {
      return "application/json; charset=UTF-8";
    }
    return format.startsWith("RowBinary") || format.equals("Native") || format.equals("Parquet")
        ? "application/octet-stream"
        : "text/plain; charset=UTF-8";
  }

  @Override
  public void close() throws IOException {
    if (spool.isPresent()) {
      spool.get().close();
    }
  }
}
