package io.mediflow.freshnesscheck;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mediflow.model.change.Flow;
import io.mediflow.model.connection.Connection;
import io.mediflow.model.connection.EhrInterface;
import io.mediflow.model.watch.TimeScale;
import io.mediflow.packages.Packages;
import io.mediflow.testkit.memory.MemoryAuditLog;
import io.mediflow.testkit.memory.MemoryFlowStore;
import io.mediflow.testkit.memory.MemoryLedger;
import io.mediflow.testkit.memory.MemoryPendingFetchStore;
import io.mediflow.testkit.memory.MemoryQuarantineStore;
import io.mediflow.testkit.memory.MemoryRollups;
import io.mediflow.testkit.memory.MemoryStatusStore;
import io.mediflow.testkit.memory.TestClock;
import java.net.URI;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SurveyTest {

  private final MemoryFlowStore flows = new MemoryFlowStore();

  @Test
  void nothingIsExpectedOfAPushedFlowThatThePlanMakesNoMore() {
    Flow left = Sample.pushed(1000, Optional.empty());
    flows.put(new Flow(left.id(), left.checkpoint(), left.due(), left.holder(), left.lastCompleteWindow(), left.lastNotification(),
        left.failure(), 0));

    assertEquals(List.of(left.id()), looked(connection("hook-elm")), "the feed is sent to us");
    assertEquals(List.of(), looked(connection("")), "nobody sends it any more");
  }

  private List<?> looked(Connection connection) {
    return new Survey(flows, new MemoryPendingFetchStore(), new MemoryStatusStore(), new MemoryRollups(), new MemoryQuarantineStore(),
        new MemoryLedger(new MemoryAuditLog()), Packages.bundled(), TimeScale.REAL, new TestClock(Sample.NOW))
        .of(connection, Duration.ofMinutes(15)).flows().stream().map(Flow::id).toList();
  }

  private static Connection connection(String hookSecret) {
    return new Connection("elm", "Practice elm", "hl7v2", 1, ZoneId.of("America/New_York"), List.of(
        new EhrInterface("feed", URI.create("https://ehr.example"), "us", "key", List.of(), hookSecret)), false, 0);
  }
}
