package io.mediflow.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mediflow.edge.deliver.Pace;
import io.mediflow.edge.deliver.Target;
import io.mediflow.edge.deliver.Webhook;
import io.mediflow.edge.queue.Disk;
import io.mediflow.edge.queue.MessageQueue;
import io.mediflow.edge.status.Counts;
import io.mediflow.edge.status.Life;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The agent says that it lives, and how much waits. */
class LifeTest {

  @TempDir private Path folder;

  @Test
  void anAgentTellsAtItsStartWhatWaitsAndWhatIsSetAside() throws Exception {
    try (Hook hook = Hook.start(0)) {
      hook.answers(body -> Hook.Answer.of(503));
      try (Agent first = Agent.start(folder, hook.uri()); MllpSender sender = first.connect()) {
        sender.send("MSH|^~\\&|A|B|C|D|20260302||ADT^A04|C1|P|2.5.1\r");
        first.awaitQueued(1);
      }
      int before = hook.signs().size();
      try (Agent second = Agent.start(folder, hook.uri())) {
        Agent.await(() -> hook.signs().size() > before, second::said);
        JsonNode sign = new ObjectMapper().readTree(hook.signs().getLast());
        assertEquals(1, sign.get("queued").asInt());
        assertTrue(sign.get("oldestSeconds").isIntegralNumber());
        assertEquals(0, sign.get("refused").asInt());
        assertEquals(3, sign.size(), "and nothing else: " + sign);
      }
    }
  }

  @Test
  void itGoesOnWhateverIsAnsweredAndSaysARefusalOnce() throws Exception {
    List<String> lines = new CopyOnWriteArrayList<>();
    Counts counts = new Counts(InstantSource.system(), lines::add);
    Instant ends = Instant.parse("2027-03-01T00:00:00Z");
    Pace pace = new Pace(Duration.ofMillis(2), Duration.ofMillis(20), Duration.ofMillis(20), Duration.ofSeconds(5));
    try (Hook hook = Hook.start(0);
        MessageQueue queue = MessageQueue.open(folder, 10, Disk.real(), InstantSource.system()).orElseThrow()) {
      hook.lives(404);
      Webhook webhook = new Webhook(new Target(hook.uri(), "X-MediFlow-Secret", Hook.SECRET), Duration.ofSeconds(5), InstantSource.system());
      try (Life life = Life.start(queue, webhook, Optional.of(ends), Duration.ofMillis(5), pace, counts, new Random(1), () -> lines.add("DEFECT"))) {
        Agent.await(() -> hook.signs().size() > 5, lines::toString);
        hook.lives(204);
        int before = hook.signs().size();
        Agent.await(() -> hook.signs().size() > before + 5, lines::toString);
      }
      assertEquals(1, lines.size(), lines.toString());
      assertTrue(lines.getFirst().contains("MediFlow takes no sign of life: status 404"), lines.toString());
      assertEquals(ends.toString(), new ObjectMapper().readTree(hook.signs().getFirst()).get("certificateEnds").asText());
    }
  }
}
