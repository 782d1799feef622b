package io.mediflow.cli.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mediflow.cli.Failure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PortsTest {

  @Test
  void aTakenPortThatWasAskedForIsSaid() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Failure failure = assertThrows(Failure.class, () -> Ports.exactly(taken.getLocalPort(), "--port"));
      assertTrue(failure.getMessage().startsWith("Port " + taken.getLocalPort() + " (--port) is taken"), failure.getMessage());
    }
  }

  @Test
  void aTakenPortThatWasOnlyPreferredIsReplaced() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertNotEquals(taken.getLocalPort(), Ports.preferred(taken.getLocalPort(), Duration.ofMillis(120)));
    }
  }

  @Test
  void aFreePortIsTaken() {
    int free = Ports.anyFree();
    assertEquals(free, Ports.exactly(free, "--port"));
    assertEquals(free, Ports.preferred(free, Duration.ZERO));
  }
}
