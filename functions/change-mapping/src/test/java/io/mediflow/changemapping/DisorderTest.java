package io.mediflow.changemapping;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mediflow.model.change.Change;
import io.mediflow.model.record.RecordChanged;
import io.mediflow.model.record.RecordStore;
import io.mediflow.model.record.RecordType;
import io.mediflow.model.record.StoredRecord;
import io.mediflow.model.store.Page;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * However changes are doubled, mixed up and raced for, the record ends as the EHR has it, with one event for each
 * content stored.
 */
class DisorderTest {

  private static final List<String> NAMES = List.of("One", "Two", "Three");

  static LongStream seeds() {
    return LongStream.range(0, 400);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void anyOrderEndsAtTheNewestState(long seed) {
    Random random = new Random(seed);
    Bench bench = new Bench();
    List<Change> changes = new ArrayList<>();
    int versions = 1 + random.nextInt(7);
    for (int version = 0; version < versions; version++) {
      bench.ehr.put(Bench.patient("p1", NAMES.get(random.nextInt(NAMES.size()))));
      for (int copies = 1 + random.nextInt(3); copies > 0; copies--) {
        changes.add(switch (random.nextInt(4)) {
          case 0 -> bench.hint("p1");
          case 1 -> bench.polled("p1");
          default -> bench.pushed("p1");
        });
      }
      bench.clock.advance(Duration.ofMillis(random.nextInt(3))); // 0: two versions with one lastUpdated
    }
    boolean deleted = random.nextInt(5) == 0;
    if (deleted) {
      bench.clock.advance(Duration.ofMillis(1));
      bench.ehr.delete("Patient", "p1");
      changes.add(bench.hint("p1"));
    }
    bench.clock.advance(Duration.ofMillis(1));
    Collections.shuffle(changes, random);

    Racing records = new Racing(bench.records, random);
    List<Change> left = changes;
    while (!left.isEmpty()) {
      Map<String, Change> batch = new LinkedHashMap<>();
      left.subList(0, Math.min(left.size(), 1 + random.nextInt(4))).forEach(one -> batch.put("m" + batch.size(), arriving(one, bench, random)));
      left = new ArrayList<>(left.subList(batch.size(), left.size()));
      for (String again : bench.act(records, bench.events).take(batch)) {
        left.add(batch.get(again));
      }
      bench.clock.advance(Duration.ofMillis(1 + random.nextInt(3)));
    }

    StoredRecord end = bench.record("p1").orElseThrow();
    assertEquals(deleted ? StoredRecord.Ending.DELETED : StoredRecord.Ending.ACTIVE, end.ending());
    if (!deleted) {
      assertEquals(bench.ehr.find("Patient", "p1").orElseThrow().at("/name/0/family").asText(), bench.family("p1"));
    }
    assertTrue(end.published());
    assertEquals(end.version(), bench.events.published.size(), "one event for each content stored");
    assertEquals(bench.events.published.size(), new HashSet<>(bench.events.published).size());
    assertTrue(bench.quarantined().isEmpty());
    assertTrue(bench.pending.oldest("elm", EnumSet.allOf(RecordType.class)).isEmpty());
  }

  /** Some notifications were long on their way: they arrive only now. */
  private static Change arriving(Change one, Bench bench, Random random) {
    return one.origin() != Change.Origin.NOTIFICATION || one.body() == null || random.nextBoolean() ? one
        : new Change(one.id(), one.origin(), one.connection(), one.interfaceName(), one.resourceType(), one.sourceId(), one.body(),
            null, bench.clock.millis(), one.attempts());
  }

  @Test
  void inOrderEachContentIsToldOnce() {
    Bench bench = new Bench();
    List<String> contents = List.of("One", "One", "Two", "One", "One", "Three");
    for (String family : contents) {
      bench.ehr.put(Bench.patient("p1", family));
      bench.clock.advance(Duration.ofMillis(5));
      bench.take(bench.pushed("p1"), bench.polled("p1"), bench.hint("p1"));
    }
    assertEquals(List.of(1L, 2L, 3L, 4L), bench.events.published.stream().map(RecordChanged::version).toList());
  }

  /** Loses every fourth race, and sees to it that no content is put twice in a row. */
  record Racing(RecordStore store, Random random, Map<String, String> contents) implements RecordStore {

    Racing(RecordStore store, Random random) {
      this(store, random, new HashMap<>());
    }

    @Override
    public Optional<StoredRecord> find(String connection, String id) {
      return store.find(connection, id);
    }

    @Override
    public Optional<StoredRecord> put(StoredRecord next, Optional<StoredRecord> read) {
      if (random.nextInt(4) == 0) {
        return Optional.empty();
      }
      assertNotEquals(contents.put(next.id(), next.contentHash()), next.contentHash());
      return store.put(next, read);
    }

    @Override
    public boolean touch(StoredRecord seen, StoredRecord read) {
      return random.nextInt(4) > 0 && store.touch(seen, read);
    }

    @Override
    public boolean published(String connection, String id, long version) {
      return store.published(connection, id, version);
    }

    @Override
    public Page<StoredRecord> feed(String connection, RecordType type, String cursor, int limit) {
      return store.feed(connection, type, cursor, limit);
    }
  }
}
