package io.onelift.warehouse.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Chooses a free port below those that the operating system gives to outgoing connections: the
 * engine needs the same port again after a restart, and a client that knocks meanwhile must not be
 * given that very port for its own end.
 */
final class LoopbackPort {
  private static final Path RANGE = Path.of("/proc/sys/net/ipv4/ip_local_port_range");
  private static final int FIRST = 18_000;
  private static final int USUAL_END = 32_768;
  private static final int ATTEMPTS = 200;

  private LoopbackPort() {}

  static int free() {
    int end = Math.max(FIRST + 1000, Math.min(USUAL_END, firstOutgoing()));
    for (int i = 0; i < ATTEMPTS; i++) {
      int port = ThreadLocalRandom.current().nextInt(FIRST, end);
      if (isFree(port)) {
        return port;
      }
    }
    throw new EngineException("No free port between " + FIRST + " and " + end + " on loopback");
  }

  static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static int firstOutgoing() {
    try {
      return Integer.parseInt(Files.readString(RANGE).strip().split("\\s+", -1)[0]);
    } catch (IOException | NumberFormatException e) {
      return USUAL_END;
    }
  }
}
