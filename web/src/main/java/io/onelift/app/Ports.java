package io.onelift.app;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Whether a port can be listened on, and who has it when not. */
final class Ports {
  private Ports() {}

  /**
   * Checks before anything is started.
   *
   * @throws CommandFailure when the port is taken, naming the process where the system tells
   */
  static void requireFree(String host, int port) {
    if (port != 0 && !isFree(host, port)) {
      throw new CommandFailure(
          "Port "
              + port
              + " is taken"
              + owner(port).map(who -> " by " + who).orElse("")
              + ". Stop that, or choose another with --port N.");
    }
  }

  static boolean isFree(String host, int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getByName(host), port));
      return true;
    } catch (UnknownHostException e) {
      throw new CommandFailure("--host " + host + " is no address of this machine.", e);
    } catch (IOException e) {
      return false;
    }
  }

  /** The process that listens on a port, as lsof or ss tell. */
  static Optional<String> owner(int port) {
    return run(List.of("lsof", "-nP", "-iTCP:" + port, "-sTCP:LISTEN", "-Fpc"))
        .flatMap(Ports::fromLsof)
        .or(() -> run(List.of("ss", "-Hltnp", "sport = :" + port)).flatMap(Ports::fromSs));
  }

  private static Optional<String> fromLsof(String output) {
    String pid = "";
    String command = "";
    for (String line : output.lines().toList()) {
      pid = line.startsWith("p") && pid.isEmpty() ? line.substring(1) : pid;
      command = line.startsWith("c") && command.isEmpty() ? line.substring(1) : command;
    }
    return pid.isEmpty() ? Optional.empty() : Optional.of(command + " (process " + pid + ")");
  }

  private static Optional<String> fromSs(String output) {
    var found = java.util.regex.Pattern.compile("\\(\\(\"([^\"]+)\",pid=(\\d+)").matcher(output);
    return found.find()
        ? Optional.of(found.group(1) + " (process " + found.group(2) + ")")
        : Optional.empty();
  }

  private static Optional<String> run(List<String> command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getOutputStream().close();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return process.waitFor(3, TimeUnit.SECONDS) && process.exitValue() == 0
          ? Optional.of(output)
          : Optional.empty();
    } catch (IOException e) {
      // The tool is not installed; then the process is not knowable.
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }
}
