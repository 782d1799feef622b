package io.mediflow.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mediflow.edge.Hook.Answer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real process, killed while it takes, delivers and is refused. */
class KilledTest {

  private static final Pattern LISTENING = Pattern.compile("listening on 127\\.0\\.0\\.1:(\\d+)");
  private static final int KILLS = 3;

  @TempDir private Path folder;

  @Test
  void whatWasAnsweredOutlivesKillsAndArrivesInOrder() throws Exception {
    Random random = new Random(20_260_310);
    List<String> answered = new ArrayList<>();
    try (Hook hook = Hook.start(0)) {
      hook.answers(body -> Answer.of(random.nextInt(4) == 0 ? 503 : 202));
      int number = 0;
      for (int kill = 0; kill < KILLS; kill++) {
        Process agent = AgentProcess.start(folder, hook);
        try (MllpSender sender = new MllpSender(port(agent))) {
          int before = answered.size() + 5 + random.nextInt(40);
          int microseconds = random.nextInt(5_000);
          while (agent.isAlive()) {
            String id = "C" + ++number;
            if (sender.send(MllpSender.message(id)).equals("AA|" + id)) {
              answered.add(id);
            }
            if (answered.size() == before) {
              Thread.ofVirtual().start(() -> kill(agent, microseconds)); // while the next ones are sent
            }
          }
        } catch (IOException killed) {
          // what was not answered may have been taken or not
        } finally {
          agent.toHandle().destroyForcibly();
        }
        assertEquals(137, agent.waitFor(), "it was killed and did not end by itself");
      }
      hook.answers(body -> Answer.of(202));
      Process last = AgentProcess.start(folder, hook);
      try {
        port(last);
        String end = answered.getLast();
        Agent.await(() -> ids(hook).contains(end), () -> end + " did not arrive");
        last.destroy();
        assertTrue(last.waitFor(20, TimeUnit.SECONDS));
        assertEquals(0, last.exitValue(), "a signal ends it cleanly");
      } finally {
        last.destroyForcibly();
      }
      List<String> arrived = List.copyOf(new LinkedHashSet<>(ids(hook)));
      assertTrue(arrived.containsAll(answered), () -> "lost of " + answered.size() + ": " + missing(answered, arrived));
      assertEquals(arrived.stream().sorted(Comparator.comparingInt(id -> Integer.parseInt(id.substring(1)))).toList(), arrived);
    }
  }

  private static void kill(Process agent, int microseconds) {
    LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(microseconds));
    agent.toHandle().destroyForcibly();
  }

  private static List<String> ids(Hook hook) {
    return hook.taken().stream().map(MllpSender::controlId).toList();
  }

  private static List<String> missing(List<String> answered, List<String> arrived) {
    return answered.stream().filter(one -> !arrived.contains(one)).toList();
  }

  /** Its later lines are read by nobody, and are few. */
  private static int port(Process agent) throws IOException {
    BufferedReader lines = new BufferedReader(new InputStreamReader(agent.getErrorStream()));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      Matcher listening = LISTENING.matcher(line);
      if (listening.find()) {
        return Integer.parseInt(listening.group(1));
      }
    }
    throw new IOException("the agent did not start");
  }
}
