package io.onelift.http;

import io.javalin.http.Context;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.onelift.security.Permission;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What a monitoring system reads, in the text format of Prometheus. */
final class Metrics implements Resource, AutoCloseable {
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final JvmGcMetrics garbage = new JvmGcMetrics();

  Metrics() {
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
    garbage.bindTo(registry);
  }

  PrometheusMeterRegistry registry() {
    return registry;
  }

  @Override
  public List<Route> routes() {
    return List.of(Route.get("/metrics", Permission.SIGNED_IN, this::write));
  }

  /** Counts a request by its route, so that keys in paths do not become labels. */
  void measure(Context context, float milliseconds) {
    // An unmatched request has no route; one label holds them all.
    String route =
        Optional.ofNullable(context.endpoints().matchedHttpEndpoint())
            .map(endpoint -> endpoint.path)
            .orElse("unmatched");
    Timer.builder("http.server.requests")
        .description("Requests by route and status")
        .tag("method", context.method().name())
        .tag("route", route)
        .tag("status", Integer.toString(context.statusCode()))
        .register(registry)
        .record(Duration.ofNanos((long) (milliseconds * 1_000_000)));
  }

  private void write(Context context) {
    context.contentType("text/plain; version=0.0.4; charset=utf-8").result(registry.scrape());
  }

  @Override
  public void close() {
    garbage.close();
    registry.close();
  }
}
