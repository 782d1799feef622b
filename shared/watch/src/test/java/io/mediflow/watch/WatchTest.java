package io.mediflow.watch;

import static io.mediflow.model.ehr.CallMeter.Outcome.DONE;
import static io.mediflow.model.ehr.CallMeter.Outcome.FAILED;
import static io.mediflow.model.ehr.CallMeter.Outcome.REFUSED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mediflow.model.watch.Rollup;
import io.mediflow.model.watch.Rollups;
import io.mediflow.model.watch.TimeScale;
import io.mediflow.testkit.memory.MemoryRollups;
import io.mediflow.testkit.memory.TestClock;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class WatchTest {

  private static final Instant NOON = Instant.parse("2026-03-02T12:00:20Z");

  private final TestClock clock = new TestClock(NOON);
  private final MemoryRollups rollups = new MemoryRollups();
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

  @Test
  void aDrainHandsOnWhatWasCountedSinceTheLastOne() {
    Watch watch = watch(rollups, true, TimeScale.REAL);
    watch.called("elm", "patient.read", DONE, Duration.ofMillis(30));
    watch.called("elm", "patient.read", FAILED, Duration.ofMillis(50));
    watch.called("elm", "patient.read", REFUSED, Duration.ofMillis(20));
    watch.called("oak", "token", DONE, Duration.ofMillis(5));
    watch.drain("change-mapping");
    watch.drain("change-mapping");
    watch.called("elm", "patient.read", DONE, Duration.ofMillis(100));
    watch.drain("change-mapping");

    Instant minute = Instant.parse("2026-03-02T12:00:00Z");
    assertEquals(List.of(new Rollup("elm", "patient.read", minute, 4, 1, 1, 200)), stored("elm"));
    assertEquals(List.of(new Rollup("oak", "token", minute, 1, 0, 0, 5)), stored("oak"));
    assertEquals(3, lines().size());
  }

  @Test
  void anEmbeddedMetricHasFewDimensionsAndTheConnectionAsProperty() throws Exception {
    Watch watch = watch(rollups, true, TimeScale.REAL);
    watch.called("elm", "patient.search", DONE, Duration.ofMillis(30));
    watch.breach("elm", "freshness", true);
    watch.breach("elm", "errors", false);
    watch.drain("freshness-check");

    List<JsonNode> lines = new ArrayList<>();
    for (String line : lines()) {
      lines.add(new ObjectMapper().readTree(line));
    }
    JsonNode calls = lines.getFirst();
    assertEquals("[[\"function\",\"operationClass\"]]", directive(calls).get("Dimensions").toString());
    assertEquals("MediFlow", directive(calls).get("Namespace").asText());
    assertEquals(NOON.toEpochMilli(), calls.get("_aws").get("Timestamp").asLong());
    assertEquals("search", calls.get("operationClass").asText());
    assertEquals("elm", calls.get("connection").asText());
    for (JsonNode metric : directive(calls).get("Metrics")) {
      assertTrue(calls.get(metric.get("Name").asText()).isNumber(), "each declared metric has a value");
    }
    assertEquals(30, calls.get("millis").asLong());
    assertEquals(List.of("errors=0", "freshness=1"), lines.stream().skip(1)
        .map(line -> line.get("kind").asText() + "=" + line.get("breach").asInt()).toList());
    assertEquals("[[\"kind\"]]", directive(lines.getLast()).get("Dimensions").toString());
  }

  @Test
  void whatIsNoCallIsCountedByItsReason() throws Exception {
    Watch watch = watch(rollups, true, TimeScale.REAL);
    watch.counted("notificationsRefused", "not-proved");
    watch.counted("notificationsRefused", "not-proved");
    watch.counted("notificationsRefused", "too-large");
    watch.drain("webhook-intake");
    watch.drain("webhook-intake");

    assertEquals(2, lines().size());
    JsonNode line = new ObjectMapper().readTree(lines().getFirst());
    assertEquals("[[\"function\",\"reason\"]]", directive(line).get("Dimensions").toString());
    assertEquals("notificationsRefused", directive(line).at("/Metrics/0/Name").asText());
    assertEquals("not-proved", line.get("reason").asText());
    assertEquals(2, line.get("notificationsRefused").asLong());
    assertTrue(stored("elm").isEmpty());
  }

  @Test
  void nothingIsPrintedWhereNoCloudWatchReads() {
    Watch watch = watch(rollups, false, TimeScale.REAL);
    watch.called("elm", "token", DONE, Duration.ofMillis(30));
    watch.drain("heartbeat");
    assertEquals("", printed.toString(StandardCharsets.UTF_8));
    assertEquals(1, stored("elm").size());
  }

  @Test
  void whatTheRollupsDidNotTakeGoesWithTheNextDrain() {
    AtomicBoolean away = new AtomicBoolean(true);
    Rollups flaky = new Rollups() {
      @Override
      public void add(List<Rollup> deltas) {
        if (away.get()) {
          throw new IllegalStateException("away");
        }
        rollups.add(deltas);
      }

      @Override
      public List<Rollup> read(String connection, Instant from, Instant to) {
        return rollups.read(connection, from, to);
      }
    };
    Watch watch = watch(flaky, true, TimeScale.REAL);
    watch.called("elm", "token", DONE, Duration.ofMillis(10));
    watch.drain("heartbeat");
    clock.advance(Duration.ofMinutes(1));
    watch.called("elm", "token", DONE, Duration.ofMillis(20));
    watch.drain("heartbeat");
    away.set(false);
    watch.drain("heartbeat");
    watch.drain("heartbeat");

    assertEquals(List.of(
        new Rollup("elm", "token", Instant.parse("2026-03-02T12:00:00Z"), 1, 0, 0, 10),
        new Rollup("elm", "token", Instant.parse("2026-03-02T12:01:00Z"), 1, 0, 0, 20)), stored("elm"));
    assertEquals(2, lines().size(), "CloudWatch had them at once, and once");
  }

  @Test
  void whatTheRollupsTookBeforeTheyFailedIsNotHandedOnAgain() {
    AtomicBoolean away = new AtomicBoolean(true);
    Rollups halting = new Rollups() {
      @Override
      public void add(List<Rollup> deltas) {
        for (Rollup delta : deltas) {
          if (away.get() && !stored("elm").isEmpty()) {
            throw new IllegalStateException("away after the first");
          }
          rollups.add(List.of(delta));
        }
      }

      @Override
      public List<Rollup> read(String connection, Instant from, Instant to) {
        return rollups.read(connection, from, to);
      }
    };
    Watch watch = watch(halting, false, TimeScale.REAL);
    for (String operation : List.of("patient.read", "patient.search", "token")) {
      watch.called("elm", operation, DONE, Duration.ofMillis(10));
    }
    watch.drain("heartbeat");
    assertEquals(1, stored("elm").size());
    away.set(false);
    watch.drain("heartbeat");
    assertEquals(List.of(1L, 1L, 1L), stored("elm").stream().map(Rollup::calls).toList());
  }

  @Test
  void scaledTimeHasShorterMinutes() {
    Watch watch = watch(rollups, false, new TimeScale(60));
    watch.called("elm", "token", DONE, Duration.ofMillis(10));
    watch.drain("heartbeat");
    clock.advance(Duration.ofSeconds(1));
    watch.called("elm", "token", DONE, Duration.ofMillis(10));
    watch.drain("heartbeat");
    assertEquals(List.of(NOON, NOON.plusSeconds(1)), stored("elm").stream().map(Rollup::minute).toList());
  }

  @Test
  void concurrentDrainsLoseAndDoubleNothing() throws Exception {
    Watch watch = watch(rollups, false, TimeScale.REAL);
    try (var threads = Executors.newFixedThreadPool(4)) {
      List<Callable<Void>> work = new ArrayList<>();
      for (int worker = 0; worker < 4; worker++) {
        work.add(() -> {
          for (int call = 0; call < 2_000; call++) {
            watch.called("elm", "patient.read", DONE, Duration.ofMillis(1));
            if (call % 7 == 0) {
              watch.drain("change-mapping");
            }
          }
          return null;
        });
      }
      for (var done : threads.invokeAll(work)) {
        done.get();
      }
    }
    watch.drain("change-mapping");
    CallTotals totals = CallTotals.of(stored("elm"));
    assertEquals(8_000, totals.calls());
    assertEquals(8_000, totals.totalMillis());
  }

  private Watch watch(Rollups to, boolean emf, TimeScale scale) {
    WatchConfig config = new WatchConfig() {
      @Override
      public boolean emf() {
        return emf;
      }

      @Override
      public String namespace() {
        return "MediFlow";
      }
    };
    return new Watch(to, config, clock, scale, new PrintStream(printed, true, StandardCharsets.UTF_8));
  }

  private List<Rollup> stored(String connection) {
    return rollups.read(connection, NOON.minusSeconds(3600), NOON.plusSeconds(3600));
  }

  private List<String> lines() {
    return printed.toString(StandardCharsets.UTF_8).lines().toList();
  }

  private static JsonNode directive(JsonNode line) {
    return line.get("_aws").get("CloudWatchMetrics").get(0);
  }
}
