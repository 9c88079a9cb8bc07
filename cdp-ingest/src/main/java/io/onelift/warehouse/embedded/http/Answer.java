package io.onelift.warehouse.embedded.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.onelift.warehouse.embedded.engine.Progress;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.util.Locale;

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
  private OutputStream coded = held;
  private WritableByteChannel target;

  Answer(StatementRequest request, String format, HttpHeaders headers, Reply reply, long start) {
    this.request = request;
    this.headers = headers;
    this.reply = reply;
    this.start = start;
    headers.set("X-ClickHouse-Format", format);
    headers.set(HttpHeaderNames.CONTENT_TYPE, contentType(format));
    switch (request.responseCoding()) {
      case GZIP -> headers.set(HttpHeaderNames.CONTENT_ENCODING, "gzip");
      case DEFLATE -> headers.set(HttpHeaderNames.CONTENT_ENCODING, "deflate");
      case IDENTITY, BLOCKS -> {}
    }
  }

  void write(ByteBuffer piece, Progress soFar) throws IOException {
    if (target == null) {
      if (held.size() + piece.remaining() <= HELD) {
        byte[] bytes = new byte[piece.remaining()];
        piece.get(bytes);
        held.writeBytes(bytes);
        return;
      }
      summary(soFar);
      reply.begin(HttpResponseStatus.OK, headers);
      coded = Codings.encoded(Channels.newOutputStream(reply), request.responseCoding());
      target = request.responseCoding() == Coding.IDENTITY ? reply : Channels.newChannel(coded);
      target.write(ByteBuffer.wrap(held.toByteArray()));
      held.reset();
    }
    target.write(piece);
  }

  void end(Progress progress) throws IOException {
    if (target == null) {
      summary(progress);
      ByteArrayOutputStream body = new ByteArrayOutputStream();
      try (OutputStream out = Codings.encoded(body, request.responseCoding())) {
        held.writeTo(out);
      }
      reply.whole(HttpResponseStatus.OK, headers, body.toByteArray(), true);
    } else {
      coded.close();
      reply.end();
    }
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
  public void close() {}
}
