package io.onelift.app;

import io.onelift.demo.SampleLoad;
import io.onelift.http.HttpConfig;
import io.onelift.http.HttpServer;
import io.onelift.http.Progress;
import io.onelift.security.AdminKeyFile;
import io.onelift.security.ApiKey;
import io.onelift.security.SignInLinks;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The running product: a project that is served. */
final class Application implements AutoCloseable {
  private final Closing closing = new Closing();
  private final SignInLinks links = new SignInLinks();
  private final Project project;
  private final HttpServer server;
  private final ApiKey admin;
  private final AdminKeyFile.Established adminKey;

  private Application(
      ProjectConfig config,
      Optional<DemoCommand.Bank> bank,
      String host,
      int port,
      Optional<String> key,
      Consumer<String> step) {
    try {
      project = closing.keep(Project.open(config, step));
      Supplier<Progress> demo =
          bank.map(project::load).map(Application::progress).orElse(() -> Progress.NONE);
      adminKey = new AdminKeyFile(config.data()).establish(key);
      admin = project.keys().establishAdmin(adminKey.secret());
      step.accept("opening the console");
      server =
          closing.keep(HttpServer.start(HttpConfig.on(host, port), project.services(links, demo)));
      project.warmUp();
    } catch (RuntimeException e) {
      closing.close();
      throw e;
    }
  }

  /**
   * Starts everything; when this returns, requests are served.
   *
   * @param bank the sample bank to load while serving
   * @param port 0 takes a free one
   * @param key the admin key given from outside
   * @param step told what is being done
   * @throws CommandFailure with what a person can do about it
   */
  static Application start(
      ProjectConfig config,
      Optional<DemoCommand.Bank> bank,
      String host,
      int port,
      Optional<String> key,
      Consumer<String> step) {
    return new Application(config, bank, host, port, key, step);
  }

  private static Supplier<Progress> progress(SampleLoad load) {
    return () -> {
      SampleLoad.Progress now = load.progress();
      String step =
          now.isDone()
              ? ""
              : now.failure().isEmpty() ? now.loaded() + " / " + now.people() : now.failure();
      return new Progress(!now.isDone(), now.share(), step);
    };
  }

  /** Serves until the process is told to stop. */
  static void run(
      ProjectConfig config,
      StartOptions options,
      Optional<DemoCommand.Bank> bank,
      PrintWriter out) {
    Ports.requireFree(options.host, options.port);
    Path log = LogFile.begin(config.data());
    CountDownLatch stopped = new CountDownLatch(1);
    try (Steps steps = new Steps(out)) {
      steps.say("Starting OneLift " + Version.current());
      Application application =
          start(config, bank, options.host, options.port, Environment.adminKey(), steps::begin);
      Runtime.getRuntime()
          .addShutdownHook(
              Thread.ofPlatform()
                  .name("stop")
                  .unstarted(
                      () -> {
                        steps.say("Stopping …");
                        application.close();
                        steps.say("Stopped.");
                        stopped.countDown();
                      }));
      application.welcome(steps, options, config.data(), log);
      stopped.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void welcome(Steps steps, StartOptions options, Path data, Path log) {
    String base = "http://" + options.host + ":" + port();
    steps.begin("");
    steps.say(
        String.format(
            Locale.ROOT, "Ready in %.1f s at %s", steps.elapsed().toMillis() / 1000.0, base));
    steps.say("");
    steps.say("  Sign in once with this link:  " + base + "/?code=" + link());
    if (adminKey.isNew()) {
      steps.say("  Admin key (shown this once):  " + adminKey.secret());
    }
    steps.say("  Key file and data:            " + data);
    steps.say("  Log:                          " + log);
    steps.say("");
    steps.say("Ctrl-C stops everything.");
  }

  Project project() {
    return project;
  }

  int port() {
    return server.port();
  }

  String adminKey() {
    return adminKey.secret();
  }

  /** A new one-time code for signing in as the admin. */
  String link() {
    return links.issue(admin);
  }

  @Override
  public void close() {
    closing.close();
  }
}
