package io.onelift.app;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** What demo and serve have in common. */
final class StartOptions {
  @Option(
      names = "--port",
      paramLabel = "N",
      defaultValue = "8090",
      description = "The port to listen on; 0 takes a free one (default: ${DEFAULT-VALUE}).")
  int port;

  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      defaultValue = "127.0.0.1",
      description =
          "The address to listen on (default: ${DEFAULT-VALUE}, reachable from this machine only).")
  String host = "";

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Where the project keeps its files (default: data/demo or data/project).")
  Path data;
}
