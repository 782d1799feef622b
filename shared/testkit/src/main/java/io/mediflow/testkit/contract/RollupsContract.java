package io.mediflow.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mediflow.model.watch.Rollup;
import io.mediflow.model.watch.Rollups;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every store of roll-ups does. */
public abstract class RollupsContract {

  private final String connection = Samples.connection();
  private final Instant noon = Instant.parse("2026-03-02T12:00:00Z");

  protected abstract Rollups rollups();

  @Test
  void addsUpByMinuteAndOperation() {
    Rollups rollups = rollups();
    rollups.add(List.of(rollup("patient.read", 0, 2), rollup("token", 0, 1)));
    rollups.add(List.of(rollup("patient.read", 0, 3), rollup("patient.read", 1, 1)));
    rollups.add(List.of(new Rollup(Samples.connection(), "token", noon, 9, 9, 9, 9)));
    assertEquals(List.of(rollup("patient.read", 0, 5), rollup("token", 0, 1), rollup("patient.read", 1, 1)),
        rollups.read(connection, noon, noon.plusSeconds(120)));
  }

  @Test
  void readsFromInclusiveToExclusive() {
    Rollups rollups = rollups();
    for (int minute = 0; minute < 4; minute++) {
      rollups.add(List.of(rollup("token", minute, 1)));
    }
    assertEquals(List.of(rollup("token", 1, 1), rollup("token", 2, 1)),
        rollups.read(connection, noon.plusSeconds(60), noon.plusSeconds(180)));
  }

  private Rollup rollup(String operation, int minute, long calls) {
    return new Rollup(connection, operation, noon.plusSeconds(60L * minute), calls, 2 * calls, 3 * calls, 70 * calls);
  }
}
