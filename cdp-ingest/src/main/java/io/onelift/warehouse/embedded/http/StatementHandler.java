package io.onelift.warehouse.embedded.http;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
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
  private record Exchange(RequestBody body, Reply reply, Optional<Statements.Ticket> ticket) {}

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
    if (current.filter(exchange -> exchange.reply().isOpen()).isPresent()) {
      // Requests that do not wait for the response before them: no ClickHouse client sends such.
      var _ = context.close();
      return;
    }
    RequestBody body =
        new RequestBody(open -> channel.eventLoop().execute(() -> read(channel, open)));
    if (!HttpUtil.isTransferEncodingChunked(request)
        && HttpUtil.getContentLength(request, 0L) == 0) {
      body.end();
    }
    Reply reply =
        new Reply(channel, request.protocolVersion(), HttpUtil.isKeepAlive(request), body);
    Map<String, String> query = StatementRequest.query(request);
    Optional<Statements.Ticket> ticket = Optional.empty();
    if (request.decoderResult().isFailure()) {
      plain(reply, HttpResponseStatus.BAD_REQUEST, "The request is not valid HTTP\n");
    } else if (asksForLife(request, query)) {
      plain(reply, HttpResponseStatus.OK, "Ok.\n");
    } else if (!path(request).equals("/")) {
      plain(reply, HttpResponseStatus.NOT_FOUND, "There is no handle " + path(request) + "\n");
    } else {
      ticket = submit(context, request, query, body, reply);
    }
    current = Optional.of(new Exchange(body, reply, ticket));
  }

  private Optional<Statements.Ticket> submit(
      ChannelHandlerContext context,
      HttpRequest request,
      Map<String, String> query,
      RequestBody body,
      Reply reply) {
    try {
      credentials.check(request.headers(), query);
      StatementRequest statement = StatementRequest.of(request, query);
      if (HttpUtil.is100ContinueExpected(request)) {
        var _ =
            context.writeAndFlush(
                new DefaultFullHttpResponse(
                    HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE, Unpooled.EMPTY_BUFFER));
      }
      return Optional.of(statements.submit(statement, body, reply));
    } catch (StatementException e) {
      Statements.error(reply, e, new DefaultHttpHeaders(), Coding.IDENTITY);
      return Optional.empty();
    }
  }

  private static boolean asksForLife(HttpRequest request, Map<String, String> query) {
    return switch (path(request)) {
      case "/ping", "/replicas_status" -> true;
      case "/" -> request.method().equals(HttpMethod.GET) && query.isEmpty();
      default -> false;
    };
  }

  private static String path(HttpRequest request) {
    int query = request.uri().indexOf('?');
    return query < 0 ? request.uri() : request.uri().substring(0, query);
  }

  private static void read(Channel channel, boolean open) {
    channel.config().setAutoRead(open);
  }

  private static void plain(Reply reply, HttpResponseStatus status, String text) {
    HttpHeaders headers = new DefaultHttpHeaders().set("Content-Type", "text/html; charset=UTF-8");
    reply.whole(status, headers, text.getBytes(StandardCharsets.UTF_8));
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
          exchange.ticket().ifPresent(Statements.Ticket::cancel);
          exchange.reply().wake();
        });
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    // A reset connection; what is to be done is done in channelInactive.
    var _ = context.close();
  }
}
