package io.onelift.app;

import picocli.CommandLine.Option;

/** Where a command finds a running server. */
final class ServerOptions {
  @Option(
      names = "--url",
      paramLabel = "URL",
      defaultValue = "http://127.0.0.1:8090",
      description = "The running server (default: ${DEFAULT-VALUE}).")
  String url = "";

  @Option(
      names = "--key",
      paramLabel = "KEY",
      description = "A key; else CDP_ADMIN_KEY, else the key file in the data directory.")
  String key;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description =
          "The server's data directory, for its key file (default: data/demo, else data/project,"
              + " of this installation).")
  java.nio.file.Path data;

  ApiClient client() {
    return ApiClient.connect(this);
  }
}
