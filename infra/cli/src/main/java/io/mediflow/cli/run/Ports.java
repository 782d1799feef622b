package io.mediflow.cli.run;

import io.mediflow.cli.Failure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;

/** Loopback ports. */
public final class Ports {

  private Ports() {}

  /** A port that is free now. */
  public static int anyFree() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException none) {
      throw new UncheckedIOException(none);
    }
  }

  /** {@code asked} when it is free; a sentence when somebody listens there. */
  public static int exactly(int asked, String option) {
    if (!free(asked)) {
      throw new Failure("Port " + asked + " (" + option + ") is taken by another program."
          + " Stop that program, name another port, or leave " + option + " out to get a free one.");
    }
    return asked;
  }

  /**
   * {@code preferred} when it is free, any free one otherwise.
   *
   * @param patience how long to wait for it: a process that was killed a moment ago may still hold it
   */
  public static int preferred(int preferred, Duration patience) {
    long until = System.nanoTime() + patience.toNanos();
    while (!free(preferred)) {
      if (System.nanoTime() > until) {
        return anyFree();
      }
      Pause.of(Duration.ofMillis(50));
    }
    return preferred;
  }

  private static boolean free(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true); // connections of a killed process in TIME_WAIT do not count
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1);
      return true;
    } catch (IOException taken) {
      return false;
    }
  }
}
