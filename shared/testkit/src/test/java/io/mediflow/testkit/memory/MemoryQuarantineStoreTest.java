package io.mediflow.testkit.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mediflow.model.record.QuarantineStore.Tally;
import io.mediflow.model.record.Quarantined;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MemoryQuarantineStoreTest {

  private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

  private final MemoryQuarantineStore store = new MemoryQuarantineStore();

  @Test
  void aTallyCountsOneConnectionUpToABound() {
    assertEquals(new Tally(0, Optional.empty()), store.tally("elm", 10));
    store.put(item("elm", "a", NOON));
    store.put(item("elm", "b", NOON.minusSeconds(60)));
    store.put(item("elm", "c", NOON.plusSeconds(60)));
    store.put(item("oak", "d", NOON.minusSeconds(600)));
    assertEquals(new Tally(3, Optional.of(NOON.minusSeconds(60))), store.tally("elm", 10));
    assertEquals(2, store.tally("elm", 2).count());
  }

  private static Quarantined item(String connection, String id, Instant since) {
    return new Quarantined(connection, id, since, "{}", List.of());
  }
}
