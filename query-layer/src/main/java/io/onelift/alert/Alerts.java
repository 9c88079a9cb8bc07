package io.onelift.alert;

import com.fasterxml.jackson.databind.JsonNode;
import io.onelift.alert.Firing.Delivery;
import io.onelift.alert.Firing.Seen;
import io.onelift.compute.Pace;
import io.onelift.compute.PacedWorker;
import io.onelift.event.Flat;
import io.onelift.event.InvalidInput;
import io.onelift.figure.Documents;
import io.onelift.figure.Figures;
import io.onelift.figure.MetricNature;
import io.onelift.ir.MetricQuery.DayRange;
import io.onelift.ir.MetricQuery.Grain;
import io.onelift.metastore.Definitions.Stored;
import io.onelift.metastore.Metastore;
import io.onelift.resolve.Access;
import io.onelift.semantic.Metric;
import io.onelift.tag.NearestName;
import io.onelift.webhook.Deliveries;
import io.onelift.webhook.WebhookConfig;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at every alert once its hour or day is over, a little later, so that late events are in.
 * Each hour or day fires an alert once. What ended while the server was down is looked at after the
 * start, as far as it is the last one. Safe for use by many threads.
 */
public final class Alerts implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Alerts.class);

  /** Nobody's rights: a figure of a metric shows no person. */
  private static final Access ACCESS = new Access("alerts", false);

  private static final Duration LATE_EVENTS = Duration.ofMinutes(5);

  private final Documents<Alert> documents;
  private final Firings firings;
  private final Figures figures;
  private final Watch watch;
  private final Deliveries deliveries;
  private final String project;
  private final PacedWorker worker;

  // A receiver that does not answer holds up nobody but its own delivery.
  private final ExecutorService calls = Executors.newVirtualThreadPerTaskExecutor();

  /**
   * Starts watching.
   *
   * @param project its name, for receivers
   */
  public Alerts(
      Metastore metastore, Figures figures, Deliveries deliveries, String project, Pace pace) {
    this.documents = new Documents<>(metastore, "alert", "alert", AlertJson.CODEC);
    this.firings = new Firings(metastore);
    this.figures = figures;
    this.watch = new Watch(figures);
    this.deliveries = deliveries;
    this.project = project;
    this.worker = new PacedWorker("alerts", pace, this::checkInTurn);
    list().forEach(alert -> worker.schedule(alert.key(), Pace.AFTER_START));
    firings.pending().forEach(this::deliverAgain);
  }

  public List<Stored<Alert>> list() {
    return documents.list();
  }

  public Stored<Alert> require(String key) {
    return documents.require(key);
  }

  /**
   * Saves a new one.
   *
   * @throws InvalidInput with everything that is wrong with it
   */
  public Stored<Alert> create(String key, JsonNode json, String by) {
    Stored<Alert> made = documents.create(key, checked(json, Optional.empty()), by);
    scheduleNext(key, made.value());
    return made;
  }

  /** Saves a new version, with the webhook's secret as it was unless it is sent. */
  public Stored<Alert> update(String key, JsonNode json, String by) {
    Optional<String> secret = require(key).value().webhook().map(WebhookConfig::secret);
    Stored<Alert> made = documents.update(key, checked(json, secret), by);
    worker.forget(key);
    scheduleNext(key, made.value());
    return made;
  }

  public void delete(String key, String by) {
    documents.delete(key, by);
    worker.forget(key);
  }

  private Alert checked(JsonNode json, Optional<String> secret) {
    Alert alert = AlertJson.parse(json, secret);
    Metric metric =
        figures
            .model()
            .metric(alert.metric())
            .orElseThrow(
                () ->
                    new InvalidInput(
                        "/metric",
                        "There is no metric '"
                            + alert.metric()
                            + "'. "
                            + NearestName.hint(
                                alert.metric(),
                                figures.model().metrics().stream().map(Metric::key).toList())));
    if (!MetricNature.hasTime(metric, figures.model())) {
      throw new InvalidInput(
          "/metric",
          "'"
              + alert.metric()
              + "' is a state as of now and has no hours or days; choose one with a time");
    }
    return alert;
  }

  /**
   * What an alert would have done, saved or not.
   *
   * @throws InvalidInput with everything that is wrong with it
   */
  public List<Watched> preview(JsonNode json, DayRange days, Access access) {
    return watch.over(checked(json, Optional.empty()), days, access);
  }

  /** What an alert saw in these days. */
  public List<Watched> seen(Alert alert, DayRange days, Access access) {
    return watch.over(alert, days, access);
  }

  /** What fired, newest first. */
  public List<Firing> firings(Optional<String> alert, int limit) {
    return firings.list(alert, limit);
  }

  private void checkInTurn(String key) {
    documents
        .find(key)
        .ifPresent(
            alert -> {
              if (alert.value().enabled()) {
                try {
                  check(key);
                } catch (InvalidInput e) {
                  // Its metric or audience is gone: trying again soon would not bring it back.
                  LOG.warn("The alert '{}' cannot be looked at: {}", key, e.getMessage());
                }
              }
              scheduleNext(key, alert.value());
            });
  }

  private void scheduleNext(String key, Alert alert) {
    LocalDateTime now = LocalDateTime.ofInstant(figures.now(), figures.zone());
    LocalDateTime end =
        alert.grain() == Grain.HOUR
            ? now.plusHours(1).withMinute(0).withSecond(0).withNano(0)
            : now.toLocalDate().plusDays(1).atStartOfDay();
    worker.schedule(
        key,
        Duration.between(figures.now(), end.atZone(figures.zone()).toInstant()).plus(LATE_EVENTS));
  }

  /**
   * Looks at the last hour or day that is over now, and fires if it has to and did not yet.
   *
   * @return what it saw; empty when nothing is over
   */
  public synchronized Optional<Watched> check(String key) {
    Stored<Alert> alert = documents.require(key);
    DayRange days = new DayRange(figures.today().minusDays(1), figures.today().plusDays(1));
    List<Watched> seen = watch.over(alert.value(), days, ACCESS);
    if (seen.isEmpty()) {
      return Optional.empty();
    }
    Watched last = seen.getLast();
    if (last.fires()) {
      fire(alert, last);
    }
    return Optional.of(last);
  }

  private void fire(Stored<Alert> alert, Watched seen) {
    String id = alert.key() + "@" + seen.start();
    if (firings.has(id)) {
      return;
    }
    Optional<Watched.Usual> usual = seen.baseline();
    Firing firing =
        new Firing(
            id,
            alert.key(),
            figures.now(),
            new Seen(
                alert.value().name(),
                alert.value().metric(),
                seen.start(),
                seen.value().orElseThrow(),
                usual.map(Watched.Usual::expected),
                usual.map(Watched.Usual::low),
                usual.map(Watched.Usual::high),
                usual.map(Watched.Usual::score)),
            alert.value().webhook().isEmpty() ? Delivery.NONE : Delivery.PENDING,
            Optional.empty());
    firings.add(firing);
    LOG.info("The alert '{}' fired on {}", alert.key(), seen.start());
    alert.value().webhook().ifPresent(to -> deliver(firing, to));
  }

  private void deliverAgain(Firing firing) {
    documents
        .find(firing.alert())
        .flatMap(alert -> alert.value().webhook())
        .ifPresentOrElse(
            to -> deliver(firing, to),
            () -> firings.delivered(firing.id(), Optional.of("The webhook was removed")));
  }

  private void deliver(Firing firing, WebhookConfig to) {
    String message = message(firing);
    calls.execute(
        () -> {
          try {
            firings.delivered(firing.id(), deliveries.deliver(firing.id(), message, to));
          } catch (InterruptedException e) {
            // Stays pending; it is delivered after the next start.
            Thread.currentThread().interrupt();
          }
        });
  }

  private String message(Firing firing) {
    Seen seen = firing.seen();
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("type", "alert.fired");
    body.put("project", project);
    body.put("id", firing.id());
    body.put("alert", firing.alert());
    body.put("name", seen.name());
    body.put("metric", seen.metric());
    body.put("at", firing.at().toString());
    body.put("start", seen.start());
    body.put("value", seen.value());
    seen.expected().ifPresent(figure -> body.put("expected", figure));
    seen.low().ifPresent(figure -> body.put("low", figure));
    seen.high().ifPresent(figure -> body.put("high", figure));
    seen.score().ifPresent(figure -> body.put("score", figure));
    return Flat.json(body);
  }

  @Override
  public void close() {
    worker.close();
    calls.shutdownNow();
  }
}
