package io.onelift.app;

import io.onelift.analysis.Analyses;
import io.onelift.bench.QueryBench;
import io.onelift.execute.QueryEngine;
import io.onelift.execute.QueryLimits;
import io.onelift.http.Progress;
import io.onelift.http.Services;
import io.onelift.metastore.MetastoreConfig;
import io.onelift.security.SignInLinks;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures how fast analyses are answered. */
@Command(
    name = "query",
    mixinStandardHelpOptions = true,
    description =
        "Analyses, beside SQL by hand in the same engine; planning, repeated questions, and twenty"
            + " dashboards at once.",
    footerHeading = "%nExamples:%n",
    footer = {"  ./cdp bench query", "  ./cdp bench query --events 1000000"})
final class BenchQueryCommand implements Runnable {
  @Option(
      names = "--events",
      paramLabel = "N",
      defaultValue = "10000000",
      description = "Events of sixty days (default: ${DEFAULT-VALUE}).")
  private long events;

  @Option(names = "--sql", description = "Print the SQL that analyses run.")
  private boolean sql;

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    PrintWriter out = spec.commandLine().getOut();
    try (Scratch scratch = Scratch.create("onelift-bench")) {
      ProjectConfig config = config(scratch.directory());
      try (Project fresh = Project.open(config, _ -> {})) {
        QueryBench.fill(services(fresh).ingest().plan(), fresh.warehouse(), events, out);
      }
      long start = System.nanoTime();
      try (Project project = Project.open(config, _ -> {})) {
        measure(project, start, out);
      }
    }
  }

  private void measure(Project project, long start, PrintWriter out) {
    Services services = services(project);
    Services.Meaning meaning = services.meaning();
    meaning.queries().warm();
    out.printf(
        Locale.ROOT, "started again and warm after %.1f s%n", (System.nanoTime() - start) / 1e9);
    QueryEngine uncached =
        new QueryEngine(
            project.warehouse(),
            meaning.semantics(),
            new SavedMembers(services.people().audiences(), services.people().engine()),
            QueryLimits.DEFAULT);
    Analyses anew =
        new Analyses(
            uncached,
            meaning.semantics(),
            services.people().vocabulary(),
            Clock.system(project.warehouse().zone()));
    QueryBench bench = new QueryBench(project.warehouse(), anew.models(), out);
    bench.compare(anew, sql);
    bench.plan(uncached);
    bench.again(meaning.analyses());
    bench.dashboards(meaning.analyses(), anew);
  }

  private static Services services(Project project) {
    return project.services(new SignInLinks(), () -> Progress.NONE);
  }

  private static ProjectConfig config(Path data) {
    return new ProjectConfig(
        data,
        Optional.empty(),
        MetastoreConfig.sqlite(data.resolve("metastore.db")),
        Optional.of(ZoneId.of("UTC")),
        "Bench",
        "CNY");
  }
}
