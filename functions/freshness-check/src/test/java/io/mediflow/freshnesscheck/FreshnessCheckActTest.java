package io.mediflow.freshnesscheck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mediflow.model.watch.Breach;
import io.mediflow.model.watch.Heartbeat;
import io.mediflow.model.watch.TimeScale;
import io.mediflow.packages.Packages;
import io.mediflow.testkit.memory.MemoryAuditLog;
import io.mediflow.testkit.memory.MemoryConnectionStore;
import io.mediflow.testkit.memory.MemoryFlowStore;
import io.mediflow.testkit.memory.MemoryLedger;
import io.mediflow.testkit.memory.MemoryPendingFetchStore;
import io.mediflow.testkit.memory.MemoryQuarantineStore;
import io.mediflow.testkit.memory.MemoryRollups;
import io.mediflow.testkit.memory.MemoryStatusStore;
import io.mediflow.testkit.memory.TestClock;
import io.mediflow.watch.Watch;
import io.mediflow.watch.WatchConfig;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FreshnessCheckActTest {

  private final PrintStream stdout = System.out;
  private final TestClock clock = new TestClock(Sample.NOW);
  private final MemoryConnectionStore connections = new MemoryConnectionStore();
  private final MemoryFlowStore flows = new MemoryFlowStore();
  private final MemoryStatusStore status = new MemoryStatusStore();
  private final MemoryRollups rollups = new MemoryRollups();
  private final Sample.Queue queue = new Sample.Queue();
  private final Sample.Told told = new Sample.Told();

  @AfterEach
  void giveStdoutBack() {
    System.setOut(stdout);
  }

  @Test
  void aBreachAndItsRecoveryAreToldOnceEach() {
    connections.put(Sample.connection("elm", false));
    FreshnessCheckAct act = act(TimeScale.REAL, false);
    status.put(beat(2));
    act.check("elm");
    act.check("elm");
    act(TimeScale.REAL, false).check("elm");
    assertEquals(1, told.heard.size());
    assertEquals("heartbeat", told.heard.getFirst().kind());
    assertEquals(1, status.open("elm").size());

    clock.advance(Duration.ofMinutes(5));
    status.put(beat(0));
    act.check("elm");
    act.check("elm");
    assertEquals(2, told.heard.size());
    assertEquals(Optional.of(clock.instant()), told.heard.getLast().until());
    assertTrue(status.open("elm").isEmpty());
  }

  @Test
  void aNotifierThatIsAwayHidesNoOtherBreach() {
    connections.put(Sample.connection("elm", false));
    status.put(beat(2));
    rollups.add(List.of(Sample.calls("token", 10, 10, 100)));
    act(TimeScale.REAL, false, breach -> {
      throw new IllegalStateException("away");
    }).check("elm");
    assertEquals(List.of("errors", "heartbeat"), status.open("elm").stream().map(Breach::kind).sorted().toList());
  }

  @Test
  void thresholdsShrinkWithTime() {
    connections.put(Sample.connection("elm", false));
    flows.put(Sample.flow(Optional.of(Sample.NOW.minusSeconds(20)), Optional.empty()));
    act(TimeScale.REAL, false).check("elm");
    assertTrue(told.heard.isEmpty());
    act(new TimeScale(60), false).check("elm");
    assertEquals(List.of("freshness"), told.heard.stream().map(Breach::kind).toList());
  }

  @Test
  void aPausedConnectionIsLeftAsItIs() {
    connections.put(Sample.connection("elm", true));
    status.put(beat(5));
    act(TimeScale.REAL, false).check("elm");
    act(TimeScale.REAL, false).check("gone");
    assertTrue(told.heard.isEmpty());
  }

  @Test
  void everyKindHasItsMetricAlsoWhenAllIsWell() {
    connections.put(Sample.connection("elm", false));
    status.put(beat(2));
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    act(TimeScale.REAL, true).check("elm");
    watch.drain("freshness-check");
    List<String> lines = printed.toString(StandardCharsets.UTF_8).lines().filter(one -> one.contains("\"breach\"")).toList();
    assertEquals(FreshnessCheck.KINDS.size(), lines.size());
    assertEquals(List.of("heartbeat"), lines.stream().filter(one -> one.contains("\"breach\":1"))
        .map(one -> one.replaceAll(".*\"kind\":\"([a-z]+)\".*", "$1")).toList());
  }

  @Test
  void aRoundQueuesOneUnitPerConnectionPageByPage() {
    List.of("ash", "elm", "oak").forEach(id -> connections.put(Sample.connection(id, false)));
    FreshnessCheckAct act = act(TimeScale.REAL, false);
    act.round(null, 0);
    String cursor = queue.sent.getLast().replace("@1", "");
    assertEquals(List.of("ash", "elm", cursor + "@1"), queue.sent);
    queue.sent.clear();
    act.round(cursor, 1);
    assertEquals(List.of("oak"), queue.sent);
  }

  private Watch watch;

  private FreshnessCheckAct act(TimeScale scale, boolean emf) {
    return act(scale, emf, told);
  }

  private FreshnessCheckAct act(TimeScale scale, boolean emf, io.mediflow.model.watch.Notifier notifier) {
    watch = new Watch(rollups, new WatchConfig() {
      @Override
      public boolean emf() {
        return emf;
      }

      @Override
      public String namespace() {
        return "MediFlow";
      }
    }, clock, scale);
    FreshnessCheckConfig config = new FreshnessCheckConfig() {
      @Override
      public int pageSize() {
        return 2;
      }

      @Override
      public int mostPages() {
        return 10;
      }
    };
    Survey survey = new Survey(flows, new MemoryPendingFetchStore(), status, rollups, new MemoryQuarantineStore(),
        new MemoryLedger(new MemoryAuditLog()), new Packages(List.of()), scale, clock);
    return new FreshnessCheckAct(
        connections, queue, survey, status, notifier, watch, Thresholds.bundled(), config, scale);
  }

  private Heartbeat beat(int misses) {
    return new Heartbeat("elm", "fhir", clock.instant(), misses,
        misses == 0 ? Optional.empty() : Optional.of("token: UNAUTHENTICATED"), Optional.of(Sample.ago(30)),
        Optional.empty(), Optional.empty(), "");
  }
}
