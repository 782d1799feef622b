package io.mediflow.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mediflow.model.record.RecordType;
import io.mediflow.model.record.StoredRecord;
import io.mediflow.model.watch.TimeScale;
import io.mediflow.state.dynamo.DynamoRecordStore;
import io.mediflow.testkit.contract.Samples;
import io.mediflow.testkit.memory.TestClock;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

class FeedSettlingTest {

  private final String connection = Samples.connection();

  @Test
  void theSettleTimeIsScaled() {
    TestClock clock = new TestClock(Samples.NOON);
    DynamoRecordStore store = store(clock, new TimeScale(10));
    store.put(Samples.record(connection, RecordType.PATIENT, "a"));
    clock.advance(Duration.ofMillis(499));
    assertEquals(List.of(), store.feed(connection, RecordType.PATIENT, null, 10).items());
    clock.advance(Duration.ofMillis(1));
    assertEquals(1, store.feed(connection, RecordType.PATIENT, null, 10).items().size());
  }

  @Test
  void aPutThatTookLongIsStampedOnceMore() {
    // stamped at 0 ms, done at 900 ms: readers are past it; stamped again at 950, done at 960
    ScriptedClock clock = new ScriptedClock(0, 900, 950, 960);
    StoredRecord stored = store(clock, new TimeScale(10))
        .put(Samples.record(connection, RecordType.PATIENT, "slow")).orElseThrow();
    String at = "%015d".formatted(Samples.NOON.plusMillis(950).toEpochMilli());
    assertTrue(stored.feedPosition().startsWith(at), stored::feedPosition);
    DynamoRecordStore later = store(Clock.fixed(Samples.NOON.plusSeconds(60), ZoneId.of("UTC")), TimeScale.REAL);
    assertEquals(List.of(stored), later.feed(connection, RecordType.PATIENT, null, 10).items());
  }

  private static DynamoRecordStore store(Clock clock, TimeScale scale) {
    return new DynamoRecordStore(EmbeddedParts.get().dynamo(), "RecordsTable", Parts.BODIES, clock, scale);
  }

  /** Says one time after the other. */
  private static final class ScriptedClock extends Clock {

    private final Deque<Instant> times = new ArrayDeque<>();

    ScriptedClock(long... millis) {
      for (long one : millis) {
        times.add(Samples.NOON.plusMillis(one));
      }
    }

    @Override
    public Instant instant() {
      return times.removeFirst();
    }

    @Override
    public ZoneId getZone() {
      return ZoneId.of("UTC");
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
