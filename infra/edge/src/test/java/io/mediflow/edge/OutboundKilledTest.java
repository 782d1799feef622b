package io.mediflow.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real process, killed between sending and answer, between answer and report, and anywhere. */
class OutboundKilledTest {

  @TempDir private java.nio.file.Path folder;
  private final AtomicReference<Process> agent = new AtomicReference<>();
  private final Hook hook = Hook.start(0);
  private final Receiver receiver = Receiver.start(0);

  @AfterEach
  void stop() throws Exception {
    if (agent.get() != null) {
      agent.get().destroyForcibly().waitFor();
    }
    receiver.close();
    hook.close();
  }

  @Test
  void killedBetweenSendingAndAnswerItSendsAgainAndSaysSo() throws Exception {
    receiver.answers(message -> {
      if (receiver.received().size() == 1) {
        kill();
        return Optional.empty();
      }
      return Optional.of(Receiver.ack("AA", MllpSender.controlId(message)));
    });
    queue(3);
    untilKilled();
    assertEquals("waits", hook.outbox().told(1));
    start();
    hook.outbox().awaitSettled();
    assertEquals(List.of("C1", "C1", "C2", "C3"), receiver.ids());
    assertEquals(List.of("accepted AA 2", "accepted AA 1", "accepted AA 1"), told(3));
  }

  @Test
  void killedBeforeItsReportIsTakenItReportsAgainAndSendsNothingAgain() throws Exception {
    hook.outbox().answers(report -> {
      if (report.contains("\"sequence\":2") && agent.get().isAlive()) {
        kill();
        return 503;
      }
      return 200;
    });
    queue(3);
    untilKilled();
    assertEquals(List.of("C1", "C2"), receiver.ids());
    hook.outbox().answers(report -> 200);
    start();
    hook.outbox().awaitSettled();
    assertEquals(List.of("C1", "C2", "C3"), receiver.ids());
    assertEquals(List.of("accepted AA 1", "accepted AA 1", "accepted AA 1"), told(3));
  }

  @Test
  void killedBeforeItHearsThatItsReportIsTakenItLosesNothing() throws Exception {
    Runnable once = () -> {
      if (hook.outbox().outcome(2).isPresent()) {
        hook.outbox().beforeAnswer(() -> { });
        kill();
      }
    };
    hook.outbox().beforeAnswer(once);
    queue(3);
    untilKilled();
    start();
    hook.outbox().awaitSettled();
    assertEquals(List.of("C1", "C2", "C3"), receiver.ids());
    assertEquals(List.of("accepted AA 1", "accepted AA 1", "accepted AA 1"), told(3));
  }

  @Test
  void killedAnywhereNothingIsMissingAndTheOrderHolds() throws Exception {
    Random random = new Random(20_261_126);
    int all = 200;
    queue(all);
    for (int kill = 0; kill < 3; kill++) {
      start();
      int before = receiver.received().size() + 10 + random.nextInt(40);
      int microseconds = random.nextInt(4_000);
      Agent.await(() -> receiver.received().size() >= before, () -> "only " + receiver.received().size());
      java.util.concurrent.locks.LockSupport.parkNanos(microseconds * 1_000L);
      kill();
      untilKilled(agent.get());
    }
    start();
    hook.outbox().awaitSettled();
    List<String> ids = receiver.ids();
    assertEquals(IntStream.rangeClosed(1, all).mapToObj(one -> "C" + one).toList(), new ArrayList<>(new LinkedHashSet<>(ids)));
    assertTrue(ids.size() <= all + 3, () -> ids.size() + " sends of " + all + " messages and 3 kills");
    for (int number = 1; number <= all; number++) {
      String id = "C" + number;
      int sends = hook.outbox().outcome(number).orElseThrow().sends();
      long seen = ids.stream().filter(id::equals).count();
      assertTrue(seen <= sends && sends <= seen + 1, () -> id + " was seen " + seen + " times, and told as sent " + sends + " times");
    }
  }

  private void queue(int messages) {
    IntStream.rangeClosed(1, messages).forEach(number -> hook.outbox().put("C" + number));
  }

  private List<String> told(int messages) {
    return IntStream.rangeClosed(1, messages).mapToObj(hook.outbox()::told).toList();
  }

  private void start() throws Exception {
    agent.set(AgentProcess.start(folder, hook, "--send-to", "127.0.0.1:" + receiver.port(), "--poll-seconds", "1"));
  }

  private void untilKilled() throws Exception {
    start();
    untilKilled(agent.get());
  }

  private static void untilKilled(Process one) throws Exception {
    assertTrue(one.waitFor(30, java.util.concurrent.TimeUnit.SECONDS));
    assertEquals(137, one.exitValue(), "it was killed and did not end by itself");
  }

  private void kill() {
    agent.get().toHandle().destroyForcibly();
    try {
      agent.get().waitFor();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }
}
