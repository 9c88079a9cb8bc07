package io.onelift.app;

import io.onelift.alert.Alerts;
import io.onelift.cockpit.Cockpit;
import io.onelift.compute.Pace;
import io.onelift.dashboard.Dashboards;
import io.onelift.figure.Figures;
import io.onelift.goal.Goals;
import io.onelift.goal.MetricTrees;
import io.onelift.http.Services;
import io.onelift.metastore.Metastore;
import io.onelift.rootcause.ChangeExplainer;
import io.onelift.webhook.Deliveries;
import java.time.Clock;
import java.time.ZoneId;

/** The part of a project that people come back to: dashboards, goals, alerts. */
final class ReportParts {
  private ReportParts() {}

  /** Opens it; what has to be closed is kept. */
  static Services.Reports open(
      String project,
      ZoneId zone,
      Metastore metastore,
      Services.Meaning meaning,
      Closing closing,
      Clock clock) {
    Figures figures =
        new Figures(meaning.queries(), meaning.semantics()::current, clock.withZone(zone));
    Deliveries deliveries = closing.keep(new Deliveries(clock));
    return new Services.Reports(
        figures,
        new ChangeExplainer(meaning.queries(), meaning.semantics()::current, zone),
        new Dashboards(metastore),
        new Goals(metastore, figures),
        new MetricTrees(metastore, figures),
        closing.keep(new Alerts(metastore, figures, deliveries, project, Pace.STANDARD)),
        new Cockpit(metastore, meaning.queries(), figures, meaning.analyses()));
  }
}
