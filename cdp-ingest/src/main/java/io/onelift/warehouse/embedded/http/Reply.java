package io.onelift.warehouse.embedded.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** One response, written by one thread that waits while the client is slow. */
final class Reply implements WritableByteChannel {
  private static final int PIECE = 1 << 17;
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** The client has gone: nobody is left to tell. */
  static final class ClientGone extends IOException {
    private static final long serialVersionUID = 1L;

    ClientGone() {
      super("The client closed the connection");
    }
  }

  private final Channel channel;
  private final HttpVersion version;
  private final boolean keepAlive;
  private final RequestBody body;
  private final Object writability = new Object();
  private boolean begun;
  private volatile boolean ended;

  Reply(Channel channel, HttpVersion version, boolean keepAlive, RequestBody body) {
    this.body = body;
    this.channel = channel;
    this.version = version;
    this.keepAlive = keepAlive && version.isKeepAliveDefault();
  }

  boolean hasBegun() {
    return begun;
  }

  /** The whole response at once. */
  void whole(HttpResponseStatus status, HttpHeaders headers, byte[] content) {
    begun = true;
    DefaultFullHttpResponse response =
        new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, Unpooled.wrappedBuffer(content));
    response.headers().set(headers).setInt(HttpHeaderNames.CONTENT_LENGTH, content.length);
    boolean open = keepAlive && body.isComplete();
    connection(response, open);
    ended = true;
    var written = channel.writeAndFlush(response);
    if (!open) {
      written.addListener(_ -> closeBehindBody());
    }
  }

  /**
   * A connection that is closed while the client still sends is reset, and the client may not see
   * the response; so the rest of the body is read first, for a while.
   */
  private void closeBehindBody() {
    body.close();
    body.whenComplete(this::hangUp);
    var _ = channel.eventLoop().schedule(this::hangUp, PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }

  /** Begins a response whose length is not known. */
  void begin(HttpResponseStatus status, HttpHeaders headers) {
    begun = true;
    HttpResponse response = new DefaultHttpResponse(HttpVersion.HTTP_1_1, status);
    response.headers().set(headers);
    if (version.isKeepAliveDefault()) {
      response.headers().set(HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderValues.CHUNKED);
    }
    connection(response, keepAlive);
    var _ = channel.write(response);
  }

  private static void connection(HttpResponse response, boolean open) {
    response
        .headers()
        .set(
            HttpHeaderNames.CONNECTION,
            open ? HttpHeaderValues.KEEP_ALIVE : HttpHeaderValues.CLOSE);
  }

  @Override
  public int write(ByteBuffer data) throws IOException {
    int size = data.remaining();
    while (data.hasRemaining()) {
      awaitWritable();
      int length = Math.min(PIECE, data.remaining());
      ByteBuf piece = channel.alloc().buffer(length);
      piece.writeBytes(data.slice(data.position(), length));
      data.position(data.position() + length);
      var _ = channel.writeAndFlush(new DefaultHttpContent(piece));
    }
    return size;
  }

  void end() {
    ended = true;
    var written = channel.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT);
    if (!keepAlive) {
      written.addListener(ChannelFutureListener.CLOSE);
    }
  }

  /** Ends it so that nobody takes what was sent for the whole. */
  void cut() {
    ended = true;
    channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
  }

  private void awaitWritable() throws IOException {
    synchronized (writability) {
      while (channel.isActive() && !channel.isWritable()) {
        try {
          writability.wait();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          throw new ClientGone();
        }
      }
    }
    if (!channel.isActive()) {
      throw new ClientGone();
    }
  }

  /** To be called when the channel's writability changed or it was closed. */
  void wake() {
    synchronized (writability) {
      writability.notifyAll();
    }
  }

  @Override
  public boolean isOpen() {
    return !ended;
  }

  private void hangUp() {
    var _ = channel.close();
  }

  @Override
  public void close() {
    // A compressing stream around it ends here; the statement decides how the response ends.
  }
}
