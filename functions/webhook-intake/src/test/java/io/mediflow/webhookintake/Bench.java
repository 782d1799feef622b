package io.mediflow.webhookintake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mediflow.model.change.ChangeQueue;
import io.mediflow.model.change.Checkpoint;
import io.mediflow.model.change.Flow;
import io.mediflow.model.change.FlowId;
import io.mediflow.model.watch.TimeScale;
import io.mediflow.testkit.memory.MemoryConnectionStore;
import io.mediflow.testkit.memory.MemoryEventNumbers;
import io.mediflow.testkit.memory.MemoryFlowStore;
import io.mediflow.testkit.memory.MemoryOutboundMessages;
import io.mediflow.testkit.memory.MemoryQueues;
import io.mediflow.testkit.memory.MemoryRollups;
import io.mediflow.testkit.memory.MemorySecrets;
import io.mediflow.testkit.memory.MemoryStatusStore;
import io.mediflow.testkit.memory.MemorySubscriptionStore;
import io.mediflow.testkit.memory.TestClock;
import io.mediflow.watch.NotificationGaps;
import io.mediflow.watch.Watch;
import io.mediflow.watch.WatchConfig;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The act with its ports in memory. Practices: {@code elm}, {@code oak} (paused) and {@code ash} (its secret was never made) by a
 * header's secret, {@code fir} by Standard Webhooks, {@code bay} by an HMAC, {@code yew} by a header's
 * secret, which has a feed; {@code oat}, where we make the subscriptions.
 */
final class Bench {

  static final int MOST_BYTES = 16_384;

  private record Limits(int mostBytes, int mostDepth, int mostEvents) implements WebhookIntakeConfig {}

  private record Printed(boolean emf, String namespace) implements WatchConfig {}

  final MemoryConnectionStore connections = new MemoryConnectionStore();
  final MemorySecrets secrets = new MemorySecrets().with("hook-elm", Sample.SECRET).with("hook-oak", Sample.SECRET)
      .with("hook-fir", Signed.KEY).with("hook-bay", Sample.SECRET).with("hook-yew", Sample.SECRET);
  final MemoryQueues queues = new MemoryQueues();
  final MemoryFlowStore flows = new MemoryFlowStore();
  final MemoryEventNumbers numbers = new MemoryEventNumbers();
  final MemorySubscriptionStore subscriptions = new MemorySubscriptionStore();
  final MemoryOutboundMessages outbound = new MemoryOutboundMessages();
  final MemoryStatusStore status = new MemoryStatusStore();
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  final TestClock clock;
  final Watch watch;
  final WebhookIntakeAct act;

  Bench(Instant now) {
    clock = new TestClock(now);
    PrintStream before = System.out; // what a watch prints to is settled when it is made
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    watch = new Watch(new MemoryRollups(), new Printed(true, "Test"), clock, TimeScale.REAL);
    System.setOut(before);
    connections.put(Sample.connection("elm", false));
    connections.put(Sample.connection("oak", true));
    connections.put(Sample.connection("ash", false));
    connections.put(Sample.connection("fir", Sample.LANTERN, "fhir"));
    connections.put(Sample.connection("bay", Sample.EVENTS, "fhir", "v1"));
    connections.put(Sample.connection("yew", Sample.FEED, "feed"));
    connections.put(Sample.told("oat"));
    secrets.with("hook-oat", Sample.SECRET);
    act = with(queues.changeQueue);
  }

  WebhookIntakeAct with(ChangeQueue queue) {
    return new WebhookIntakeAct(
        connections, secrets, queue, flows, numbers, new NotificationGaps(flows, watch), new OwnSubscriptions(subscriptions, flows),
        new Outbox(outbound, status, watch), Sample.PACKAGES, watch,
        new Limits(MOST_BYTES, 64, 20), clock);
  }

  Flow flow(FlowId id, Instant due) {
    return flows.put(new Flow(
        id, Checkpoint.START, due, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), 0)).orElseThrow();
  }

  /** What was ever drained of this metric, by reason. */
  Map<String, Long> counted(String metric) {
    watch.drain("webhook-intake");
    Map<String, Long> counts = new TreeMap<>();
    printed.toString(StandardCharsets.UTF_8).lines().forEach(line -> {
      try {
        JsonNode one = new ObjectMapper().readTree(line);
        if (one.has(metric)) {
          counts.merge(one.get("reason").asText(), one.get(metric).asLong(), Long::sum);
        }
      } catch (IOException other) {
        throw new UncheckedIOException(other);
      }
    });
    return counts;
  }
}
