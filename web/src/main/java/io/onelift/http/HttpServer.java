package io.onelift.http;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.json.JavalinJackson;
import io.onelift.json.Json;
import io.onelift.security.Audit;
import io.onelift.security.Permission;
import java.util.List;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** The running server. Every request runs on a virtual thread of its own. */
public final class HttpServer implements AutoCloseable {
  private static final String CONTENT_POLICY =
      "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline';"
          + " img-src 'self' data: https:; font-src 'self' data:; connect-src 'self';"
          + " frame-ancestors 'none'; base-uri 'none'; form-action 'self'";

  /** Bytes of a request's URL and headers: pages that report by images send events in the URL. */
  private static final int LONGEST_URL = 64 * 1024;

  /** Bytes: a batch of events comes in two or three pieces and not in twelve. */
  private static final int READ_AT_ONCE = 64 * 1024;

  private final Javalin javalin;
  private final Metrics metrics;

  private HttpServer(Javalin javalin, Metrics metrics) {
    this.javalin = javalin;
    this.metrics = metrics;
  }

  /** Starts to listen; when this returns, requests are served. */
  public static HttpServer start(HttpConfig config, Services services) {
    Metrics metrics = new Metrics();
    AccessControl access =
        new AccessControl(
            services.security().keys(),
            services.security().sessions(),
            services.security().failures(),
            services.meaning().policies());
    List<Resource> resources = Resources.of(services, access, metrics);
    Javalin javalin =
        Javalin.create(
            javalinConfig -> {
              configure(javalinConfig, config);
              javalinConfig.requestLogger.http(metrics::measure);
              javalinConfig.routes.before(HttpServer::secure);
              javalinConfig.routes.before("/v1/*", Intake::allowBrowsers);
              SaCalls.paths()
                  .forEach(path -> javalinConfig.routes.before(path, Intake::allowBrowsers));
              javalinConfig.routes.beforeMatched(access::check);
              javalinConfig.routes.afterMatched(
                  context -> audit(context, services.security().audit()));
              Failures.register(javalinConfig.routes);
              for (Resource resource : resources) {
                for (Route route : resource.routes()) {
                  javalinConfig.routes.addHttpHandler(
                      route.method(), route.path(), route.handler(), new Needs(route.permission()));
                }
              }
            });
    return new HttpServer(javalin.start(), metrics);
  }

  /** The port that is listened on. */
  public int port() {
    return javalin.port();
  }

  private static void configure(JavalinConfig javalin, HttpConfig config) {
    javalin.startup.showJavalinBanner = false;
    javalin.startup.showOldJavalinVersionWarning = false;
    javalin.startup.startupWatcherEnabled = false;
    javalin.concurrency.useVirtualThreads = true;
    javalin.jsonMapper(new JavalinJackson(Json.MAPPER, true));
    javalin.router.javaLangErrorHandler(Failures::write);
    javalin.http.maxRequestSize = config.largestBody();
    javalin.http.prefer405over404 = true;
    javalin.jetty.addConnector((server, http) -> connector(server, http, config));
    javalin.jetty.modifyServer(server -> server.setStopTimeout(config.stopWithin().toMillis()));
    javalin.jetty.modifyHttpConfiguration(
        http -> {
          http.setSendServerVersion(false);
          http.setRequestHeaderSize(LONGEST_URL);
        });
  }

  private static ServerConnector connector(
      Server server, HttpConfiguration http, HttpConfig config) {
    HttpConnectionFactory connections = new HttpConnectionFactory(http);
    connections.setInputBufferSize(READ_AT_ONCE);
    ServerConnector connector = new ServerConnector(server, connections);
    connector.setHost(config.host());
    connector.setPort(config.port());
    return connector;
  }

  private static void secure(Context context) {
    context
        .header("X-Content-Type-Options", "nosniff")
        .header("Referrer-Policy", "no-referrer")
        .header("Cache-Control", "no-store")
        .header("Content-Security-Policy", CONTENT_POLICY);
  }

  private static void audit(Context context, Audit audit) {
    if (context.method().name().equals("GET")) {
      return;
    }
    for (Object role : context.routeRoles()) {
      if (role instanceof Needs(Permission permission) && permission.isAudited()) {
        AccessControl.callerIfAny(context)
            .ifPresent(
                caller ->
                    audit.record(
                        caller.principal(),
                        context.method().name(),
                        context.path(),
                        context.statusCode()));
      }
    }
  }

  /** Takes no new requests, lets those in flight end, and stops. */
  @Override
  public void close() {
    javalin.stop();
    metrics.close();
  }
}
