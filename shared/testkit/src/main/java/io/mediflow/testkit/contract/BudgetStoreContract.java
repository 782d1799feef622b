package io.mediflow.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mediflow.model.ehr.BudgetStore;
import io.mediflow.model.ehr.BudgetStore.Bucket;
import io.mediflow.model.ehr.BudgetStore.Cause;
import io.mediflow.model.ehr.BudgetStore.Hold;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every budget store does. */
public abstract class BudgetStoreContract {

  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final Bucket bucket = new Bucket(Samples.connection(), "client");
  private final Instant noon = Samples.NOON;

  protected abstract BudgetStore store();

  @Test
  void countsEachWindowByItselfAndUpToTheMostOfWhoeverAsks() {
    BudgetStore store = store();
    assertTrue(store.take(bucket, noon, MINUTE, 2));
    assertTrue(store.take(bucket, noon, MINUTE, 2));
    assertFalse(store.take(bucket, noon, MINUTE, 2));
    assertTrue(store.take(bucket, noon, MINUTE, 3), "what was refused was not counted");
    assertFalse(store.take(bucket, noon, MINUTE, 1));
    assertTrue(store.take(bucket, noon.plus(MINUTE), MINUTE, 1));
    assertTrue(store.take(bucket, noon, Duration.ofDays(1), 1), "of another length");
    assertTrue(store.take(new Bucket(bucket.connection(), "other"), noon, MINUTE, 1));
    assertTrue(store.take(new Bucket(Samples.connection(), bucket.name()), noon, MINUTE, 1));
  }

  @Test
  void workersTogetherNeverTakeMoreThanThereIs() throws Exception {
    BudgetStore store = store();
    try (var workers = Executors.newVirtualThreadPerTaskExecutor()) {
      var asked = IntStream.range(0, 60)
          .mapToObj(one -> workers.submit(() -> store.take(bucket, noon, MINUTE, 25))).toList();
      int granted = 0;
      for (var one : asked) {
        granted += one.get() ? 1 : 0;
      }
      assertEquals(25, granted);
    }
  }

  @Test
  void aHoldIsSetAndEndedOnlyByWhoSawWhatIsThere() {
    BudgetStore store = store();
    Hold first = new Hold(Cause.AWAY, noon.plusSeconds(5), 1);
    Hold second = new Hold(Cause.THROTTLED, noon.plusSeconds(9), 2);
    assertEquals(Optional.empty(), store.find(bucket));
    assertTrue(store.put(bucket, Optional.empty(), first));
    assertFalse(store.put(bucket, Optional.empty(), second));
    assertEquals(Optional.of(first), store.find(bucket));
    assertEquals(Optional.empty(), store.find(new Bucket(Samples.connection(), bucket.name())));
    assertTrue(store.put(bucket, Optional.of(first), second));
    assertFalse(store.put(bucket, Optional.of(first), first));
    store.end(bucket, first);
    assertEquals(Optional.of(second), store.find(bucket));
    store.end(bucket, second);
    assertEquals(Optional.empty(), store.find(bucket));
    store.end(bucket, second);
    assertFalse(store.put(bucket, Optional.of(second), first), "what ended is not there to be seen");
    assertTrue(store.put(bucket, Optional.empty(), first));
    assertEquals(Optional.of(first), store.find(bucket));
  }
}
