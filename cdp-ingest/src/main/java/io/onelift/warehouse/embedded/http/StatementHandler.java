package io.onelift.warehouse.embedded.http;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.onelift.warehouse.embedded.engine.StatementException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/** The event-loop side of one client's connection: passes bytes on and never waits. */
final class StatementHandler extends ChannelInboundHandlerAdapter {
  private final Statements statements;
  private final Credentials credentials;
  private Optional<Exchange> current = Optional.empty();

  /** One request and its response. */
  private record Exchange(RequestBody body, Reply reply, Statements.Ticket ticket) {}

  StatementHandler(Statements statements, Credentials credentials) {
    this.statements = statements;
    this.credentials = credentials;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    try {
      if (message instanceof HttpRequest request) {
        begin(context, request);
      }
      if (message instanceof HttpContent content && current.isPresent()) {
        RequestBody body = current.get().body();
        body.add(content.content().retain());
        if (message instanceof LastHttpContent) {
          body.end();
        }
      }
    } finally {
      ReferenceCountUtil.release(message);
    }
  }

  private void begin(ChannelHandlerContext context, HttpRequest request) {
    Channel channel = context.channel();
    Reply reply = new Reply(channel, request.protocolVersion(), HttpUtil.isKeepAlive(request));
    current = Optional.empty();
    if (request.decoderResult().isFailure()) {
      plain(reply, HttpResponseStatus.BAD_REQUEST, "The request is not valid HTTP\n", false);
      return;
    }
    Map<String, String> query = StatementRequest.query(request);
    String path = request.uri().split("\\?", 2)[0];
    if (path.equals("/ping")
        || path.equals("/replicas_status")
        || (path.equals("/")
            && query.isEmpty()
            && HttpUtil.getContentLength(request, 0) == 0
            && !HttpUtil.isTransferEncodingChunked(request))) {
      plain(reply, HttpResponseStatus.OK, "Ok.\n", true);
      return;
    }
    if (!path.equals("/")) {
      plain(reply, HttpResponseStatus.NOT_FOUND, "There is no handle " + path + "\n", false);
      return;
    }
    try {
      credentials.check(request.headers(), query);
      StatementRequest statement = StatementRequest.of(request, query);
      if (HttpUtil.is100ContinueExpected(request)) {
        var _ =
            context.writeAndFlush(
                new DefaultFullHttpResponse(
                    HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE, Unpooled.EMPTY_BUFFER));
      }
      RequestBody body =
          new RequestBody(open -> channel.eventLoop().execute(() -> read(channel, open)));
      current = Optional.of(new Exchange(body, reply, statements.submit(statement, body, reply)));
    } catch (StatementException e) {
      // The body that may follow is dropped with the connection.
      Statements.error(reply, e, new DefaultHttpHeaders());
    }
  }

  private static void read(Channel channel, boolean open) {
    channel.config().setAutoRead(open);
  }

  private static void plain(Reply reply, HttpResponseStatus status, String text, boolean stay) {
    HttpHeaders headers = new DefaultHttpHeaders().set("Content-Type", "text/html; charset=UTF-8");
    reply.whole(status, headers, text.getBytes(StandardCharsets.UTF_8), stay);
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext context) {
    current.ifPresent(exchange -> exchange.reply().wake());
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    current.ifPresent(
        exchange -> {
          exchange.body().fail(new Reply.ClientGone());
          exchange.ticket().cancel();
          exchange.reply().wake();
        });
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    // A reset connection; what is to be done is done in channelInactive.
    var _ = context.close();
  }
}
