package io.onelift.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.onelift.analysis.Analyses;
import io.onelift.analysis.AnalysisResult;
import io.onelift.event.TrackingPlan;
import io.onelift.execute.QueryEngine;
import io.onelift.execute.SqlRequest;
import io.onelift.identity.ProfileNumbers;
import io.onelift.resolve.Access;
import io.onelift.warehouse.Warehouse;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/**
 * Analyses beside the SQL of an expert in the same engine on the same data; the time that planning
 * takes; what asking again costs; and many dashboards at once.
 */
public final class QueryBench {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Of the sixty, the first half: everything that may follow has happened. */
  private static final int DAYS = 30;

  private static final int AGO = 60;
  private static final int PLANS = 300;
  private static final int DASHBOARDS = 20;

  private final Warehouse warehouse;
  private final PrintWriter out;
  private final List<Expert> questions;

  /**
   * For a filled project.
   *
   * @param models that there are; what asks for another is left out
   */
  public QueryBench(Warehouse warehouse, Set<String> models, PrintWriter out) {
    this.warehouse = warehouse;
    this.out = out;
    LocalDate today = LocalDate.now(warehouse.zone());
    this.questions =
        Expert.questions().stream()
            .filter(one -> models.contains(one.model()))
            .map(
                one ->
                    one.over(
                        today.minusDays(AGO).toString(),
                        today.minusDays(AGO - DAYS).toString(),
                        ProfileNumbers.sql("profile_no")))
            .toList();
  }

  /** Fills an empty project, which has to be opened again afterwards. */
  public static void fill(TrackingPlan plan, Warehouse warehouse, long events, PrintWriter out) {
    Timed<Boolean> filling =
        Timed.once(
            () -> {
              Journeys.fill(plan, warehouse, events);
              return true;
            });
    out.printf(Locale.ROOT, "%,d events made in %.0f s%n", events, filling.seconds());
    out.flush();
  }

  /**
   * Every question of both, and the times.
   *
   * @param analyses without a cache
   * @param sql whether to print what runs
   */
  public void compare(Analyses analyses, boolean sql) {
    say("%n%-40s %10s %10s %10s %10s %7s", "ms", "median", "p95", "(first)", "by hand", "ratio");
    for (Expert question : questions) {
      compare(analyses, question);
      if (sql) {
        ask(analyses, question).executedSql().forEach(statement -> say("%s%n", statement));
      }
    }
    say("%nboth read the same %d days; first: the first time after the start", DAYS);
  }

  private void compare(Analyses analyses, Expert question) {
    Latencies ours = new Latencies();
    Latencies theirs = new Latencies();
    Timed<Double> first = Timed.once(() -> sum(ask(analyses, question), question.figure()));
    double expected = byHand(question);
    if (Math.abs(first.value() - expected) > 1e-6 * Math.abs(expected)) {
      throw new IllegalStateException(
          question.what() + ": OneLift says " + first.value() + ", by hand it is " + expected);
    }
    // In turns, so that whatever else the machine does falls on both.
    for (int run = 0; run < 15; run++) {
      ours.add(Timed.once(() -> ask(analyses, question)).first().toNanos());
      theirs.add(Timed.once(() -> byHand(question)).first().toNanos());
    }
    double median = millis(ours.quantile(.5));
    double hand = millis(theirs.quantile(.5));
    say(
        "%-40s %10.1f %10.1f %10.1f %10.1f %6.2f×",
        question.what(),
        median,
        millis(ours.quantile(.95)),
        first.first().toNanos() / 1e6,
        hand,
        median / hand);
  }

  private static AnalysisResult ask(Analyses analyses, Expert question) {
    return analyses.read(question.model(), json(question.request()), "").answer(Access.INTERNAL);
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("No JSON: " + text, e);
    }
  }

  private static double sum(AnalysisResult result, String figure) {
    int column =
        IntStream.range(0, result.answer().columns().size())
            .filter(i -> result.answer().columns().get(i).name().equals(figure))
            .findFirst()
            .orElseThrow();
    return result.answer().rows().stream()
        .mapToDouble(row -> row.get(column) instanceof Number number ? number.doubleValue() : 0)
        .sum();
  }

  private double byHand(Expert question) {
    double[] sum = new double[1];
    warehouse.forEach(question.sql(), Map.of(), row -> sum[0] += row.number(question.figure()));
    return sum[0];
  }

  /** How long it takes from a statement's text to the SQL that runs, without running it. */
  public void plan(QueryEngine queries) {
    List<String> statements =
        List.of(
            "SELECT event, COUNT(*) AS n FROM events GROUP BY event ORDER BY n DESC",
            "SELECT p.city, COUNT(DISTINCT e.profile_id) AS n FROM events e JOIN customers p ON"
                + " p.profile_id = e.profile_id WHERE e.event = 'purchase' GROUP BY p.city",
            "WITH d AS (SELECT CAST(\"time\" AS DATE) AS d, amount FROM events WHERE event ="
                + " 'purchase') SELECT d, SUM(amount) AS s, SUM(SUM(amount)) OVER (ORDER BY d) AS r"
                + " FROM d GROUP BY d ORDER BY d");
    Latencies took = new Latencies();
    for (int i = 0; i < 2 * PLANS; i++) {
      SqlRequest request = SqlRequest.of(statements.get(i % statements.size()));
      long nanos = Timed.once(() -> queries.written(request, Access.INTERNAL)).first().toNanos();
      if (i >= PLANS) {
        took.add(nanos);
      }
    }
    say(
        "%nplanning, warm: median %.2f ms, p95 %.2f ms of %d statements (asked: 5 ms)",
        millis(took.quantile(.5)), millis(took.quantile(.95)), took.count());
  }

  /** What a question costs that was asked before. */
  public void again(Analyses cached) {
    Latencies took = new Latencies();
    for (Expert question : questions) {
      ask(cached, question);
      for (int i = 0; i < 20; i++) {
        took.add(Timed.once(() -> ask(cached, question)).first().toNanos());
      }
    }
    say(
        "asked again, nothing changed: median %.2f ms, p95 %.2f ms",
        millis(took.quantile(.5)), millis(took.quantile(.95)));
  }

  /** Dashboards that refresh at the same moment, each asking every question, one after another. */
  public void dashboards(Analyses cached, Analyses uncached) {
    for (boolean same : new boolean[] {true, false}) {
      Latencies each = new Latencies();
      Latencies whole = new Latencies();
      try (ExecutorService viewers = Executors.newFixedThreadPool(DASHBOARDS)) {
        List<Future<Void>> refreshing = new ArrayList<>();
        for (int i = 0; i < DASHBOARDS; i++) {
          refreshing.add(viewers.submit(refresh(same ? cached : uncached, each, whole)));
        }
        for (Future<Void> one : refreshing) {
          one.get();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("Interrupted", e);
      } catch (ExecutionException e) {
        throw new IllegalStateException("A dashboard was refused", e.getCause());
      }
      say(
          "%d dashboards of %d cards at once, %s: a card %.0f ms median, %.0f ms at most; the first"
              + " dashboard after %.1f s, the last after %.1f s",
          DASHBOARDS,
          questions.size(),
          same ? "with the cache" : "without the cache",
          millis(each.quantile(.5)),
          millis(each.quantile(1)),
          millis(whole.quantile(0)) / 1e3,
          millis(whole.quantile(1)) / 1e3);
    }
  }

  private Callable<Void> refresh(Analyses analyses, Latencies each, Latencies whole) {
    return () -> {
      long start = System.nanoTime();
      for (Expert question : questions) {
        each.add(Timed.once(() -> ask(analyses, question)).first().toNanos());
      }
      whole.add(System.nanoTime() - start);
      return null;
    };
  }

  private static double millis(Duration took) {
    return took.toNanos() / 1e6;
  }

  private void say(String format, Object... values) {
    out.printf(Locale.ROOT, format + "%n", values);
    out.flush();
  }
}
