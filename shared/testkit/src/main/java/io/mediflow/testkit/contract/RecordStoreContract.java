package io.mediflow.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mediflow.model.record.Problem;
import io.mediflow.model.record.RecordStore;
import io.mediflow.model.record.RecordType;
import io.mediflow.model.record.StoredRecord;
import io.mediflow.model.store.Page;
import io.mediflow.testkit.memory.TestClock;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What every record store does. */
public abstract class RecordStoreContract {

  private final TestClock clock = new TestClock(Samples.NOON);
  private final String connection = Samples.connection();

  /** A store at the real time scale. */
  protected abstract RecordStore store(Clock clock);

  @Test
  void keepsARecordWhole() {
    RecordStore store = store(clock);
    Map<String, Object> fields = Map.of("text", "Ünïcode \"quoted\"", "flag", true, "count", 3, "part", 1.5,
        "list", List.of("a", "b"), "map", Map.of("system", "s", "code", "c"));
    StoredRecord whole = new StoredRecord(connection, RecordType.COVERAGE, "whole",
        new StoredRecord.Source("fhir", "Coverage", "17", ""), OptionalLong.empty(), 7, Samples.NOON, "h", "p@1", fields,
        List.of(new Problem(Problem.Category.CODE_INVALID, "Coverage.type", "say it")), Set.of("a|b", "c|d"),
        StoredRecord.Ending.DELETED, "", true, 0);
    StoredRecord stored = store.put(whole).orElseThrow();
    assertEquals(Optional.of(stored), store.find(connection, "whole"));
    assertEquals(whole.fields(), stored.fields());
    assertEquals(whole.problems(), stored.problems());
    assertEquals(1, stored.version());
    assertFalse(stored.published());
  }

  @Test
  void findsManyTogether() {
    RecordStore store = store(clock);
    Set<String> ids = IntStream.range(0, 120).mapToObj(number -> "many-" + number).collect(Collectors.toSet());
    ids.forEach(id -> store.put(Samples.record(connection, RecordType.PATIENT, id)).orElseThrow());
    Set<String> asked = Stream.concat(ids.stream(), Stream.of("nobody")).collect(Collectors.toSet());
    Map<String, StoredRecord> found = store.find(connection, asked);
    assertEquals(ids, found.keySet());
    assertEquals(store.find(connection, "many-7"), Optional.of(found.get("many-7")));
    assertEquals(Map.of(), store.find(connection, Set.of()));
  }

  @Test
  void keepsARecordOfAnySize() {
    RecordStore store = store(clock);
    StoredRecord one = Samples.record(connection, RecordType.PATIENT, "large");
    String large = "x".repeat(500_000);
    StoredRecord stored = store.put(withField(one, large)).orElseThrow();
    assertEquals(large, store.find(connection, "large").orElseThrow().fields().get("custom"));
    assertTrue(store.put(withField(stored, "small")).isPresent());
    assertEquals("small", store.find(connection, "large").orElseThrow().fields().get("custom"));
  }

  @Test
  void takesOnlyTheNextVersion() {
    RecordStore store = store(clock);
    StoredRecord first = store.put(Samples.record(connection, RecordType.PATIENT, "a")).orElseThrow();
    assertTrue(store.put(Samples.record(connection, RecordType.PATIENT, "a")).isEmpty());
    StoredRecord second = store.put(first).orElseThrow();
    assertEquals(2, second.version());
    assertTrue(store.put(first).isEmpty());
    assertEquals(Optional.of(second), store.find(connection, "a"));
  }

  @Test
  void touchingMovesTimesAndNothingElse() {
    RecordStore store = store(clock);
    StoredRecord stored = store.put(Samples.record(connection, RecordType.PATIENT, "a")).orElseThrow();
    clock.advance(Duration.ofSeconds(1));
    StoredRecord seen = new StoredRecord(connection, RecordType.PATIENT, "a", stored.source(), OptionalLong.empty(), 9_999,
        Samples.NOON.plusSeconds(9), "other", "other", Map.of(), List.of(), Set.of(), StoredRecord.Ending.DELETED, "x", true,
        stored.version());
    assertTrue(store.touch(seen, stored));
    StoredRecord after = store.find(connection, "a").orElseThrow();
    assertEquals(new StoredRecord(connection, RecordType.PATIENT, "a", stored.source(), OptionalLong.empty(), 9_999,
        Samples.NOON.plusSeconds(9), stored.contentHash(), stored.packageVersion(), stored.fields(), stored.problems(),
        stored.securityMarks(), stored.ending(), stored.feedPosition(), stored.published(), stored.version()), after);
    store.put(after);
    assertFalse(store.touch(seen, stored));
  }

  @Test
  void aTouchIsSeenByAWriterThatReadBeforeIt() {
    RecordStore store = store(clock);
    StoredRecord dated = store.put(fetched(Samples.record(connection, RecordType.PATIENT, "a"), 10, OptionalLong.of(1))).orElseThrow();
    StoredRecord undated = store.put(fetched(Samples.record(connection, RecordType.PATIENT, "b"), 10, OptionalLong.empty())).orElseThrow();
    for (StoredRecord read : List.of(dated, undated)) {
      // one fetched the same content again at 30, the other another content at 25; both have read the record of 10
      assertTrue(store.touch(fetched(read, 30, read.lastUpdated()), read));
      assertTrue(store.put(fetched(withField(read, "older"), 25, read.lastUpdated()), Optional.of(read)).isEmpty());
      assertFalse(store.touch(fetched(read, 20, read.lastUpdated()), read), "nor does the time go back");
      StoredRecord after = store.find(connection, read.id()).orElseThrow();
      assertEquals(fetched(read, 30, read.lastUpdated()), after);
      // lastUpdated alone may move too
      assertTrue(store.touch(fetched(after, 30, OptionalLong.of(2)), after));
      assertTrue(store.put(fetched(withField(after, "older"), 30, after.lastUpdated()), Optional.of(after)).isEmpty());
      StoredRecord last = store.find(connection, read.id()).orElseThrow();
      assertTrue(store.published(connection, read.id(), read.version()), "a touched record can still be told of");
      assertEquals(2, store.put(fetched(withField(last, "newer"), 40, OptionalLong.of(3)), Optional.of(last)).orElseThrow().version());
      assertEquals("newer", store.find(connection, read.id()).orElseThrow().fields().get("custom"));
    }
  }

  @Test
  void whenEachFieldWasSaidIsKeptAndSeenByAWriterThatReadBefore() {
    RecordStore store = store(clock);
    StoredRecord first = store.put(said(Samples.record(connection, RecordType.PATIENT, "a"), Map.of("", "1", "city", "1"))).orElseThrow();
    assertEquals(Map.of("", "1", "city", "1"), store.find(connection, "a").orElseThrow().said());
    Map<String, String> later = Map.of("", "2", "city", "2", "custom.a b/c", "1");
    assertTrue(store.touch(said(first, later), first));
    assertEquals(said(first, later), store.find(connection, "a").orElseThrow());
    assertTrue(store.put(first, Optional.of(first)).isEmpty());
    assertFalse(store.touch(first, first));
    StoredRecord read = store.find(connection, "a").orElseThrow();
    assertEquals(2, store.put(said(read, Map.of("", "3")), Optional.of(read)).orElseThrow().version());
    assertTrue(store.published(connection, "a", 2));
    assertEquals(Map.of("", "3"), store.find(connection, "a").orElseThrow().said());
    StoredRecord last = store.find(connection, "a").orElseThrow();
    assertTrue(store.touch(said(last, Map.of()), last));
    assertEquals(Map.of(), store.find(connection, "a").orElseThrow().said());
  }

  @Test
  void marksTheVersionThatWasTold() {
    RecordStore store = store(clock);
    StoredRecord first = store.put(Samples.record(connection, RecordType.PATIENT, "a")).orElseThrow();
    StoredRecord second = store.put(first).orElseThrow();
    assertFalse(store.published(connection, "a", first.version()));
    assertFalse(store.find(connection, "a").orElseThrow().published());
    assertTrue(store.published(connection, "a", second.version()));
    assertTrue(store.find(connection, "a").orElseThrow().published());
    store.put(store.find(connection, "a").orElseThrow());
    assertFalse(store.find(connection, "a").orElseThrow().published());
    assertFalse(store.published(connection, "nobody", 1));
  }

  @Test
  void feedsWhatHasSettledOldestChangeFirst() {
    RecordStore store = store(clock);
    for (String id : List.of("b", "a", "c")) {
      store.put(Samples.record(connection, RecordType.PATIENT, id)).orElseThrow();
      clock.advance(Duration.ofSeconds(2));
    }
    store.put(Samples.record(connection, RecordType.COVERAGE, "other"));
    store.put(Samples.record(Samples.connection(), RecordType.PATIENT, "stranger"));
    Page<StoredRecord> first = store.feed(connection, RecordType.PATIENT, null, 10); // 6, 4 and 2 s old
    assertEquals(List.of("b"), ids(first));
    clock.advance(Duration.ofSeconds(10));
    store.put(store.find(connection, "b").orElseThrow()); // moves to the end
    clock.advance(Duration.ofSeconds(6));
    String cursor = first.cursor().orElseThrow();
    Page<StoredRecord> second = store.feed(connection, RecordType.PATIENT, cursor, 2);
    assertEquals(List.of("a", "c"), ids(second));
    Page<StoredRecord> third = store.feed(connection, RecordType.PATIENT, second.cursor().orElseThrow(), 2);
    assertEquals(List.of("b"), ids(third));
    Page<StoredRecord> end = store.feed(connection, RecordType.PATIENT, third.cursor().orElseThrow(), 2);
    assertEquals(new Page<>(List.of(), third.cursor()), end);
  }

  @Test
  void aCursorThatIsNoneIsRefusedAndOneAheadOfTheFeedFindsNothing() {
    RecordStore store = store(clock);
    store.put(Samples.record(connection, RecordType.PATIENT, "a"));
    clock.advance(Duration.ofMinutes(1));
    for (String foreign : List.of("", "abc", "2026-03-02", "000000000000000", "999999999999999# ")) {
      assertThrows(IllegalArgumentException.class, () -> store.feed(connection, RecordType.PATIENT, foreign, 2), foreign);
    }
    String ahead = "999999999999999#a";
    assertEquals(new Page<>(List.of(), Optional.of(ahead)), store.feed(connection, RecordType.PATIENT, ahead, 2));
  }

  @Test
  void feedsWhatWasWrittenInTheSameMillisecondOnceEach() {
    RecordStore store = store(clock);
    for (int i = 0; i < 7; i++) {
      store.put(Samples.record(connection, RecordType.PATIENT, "same" + i));
    }
    clock.advance(Duration.ofMinutes(1));
    String cursor = null;
    int seen = 0;
    for (int page = 0; page < 4; page++) {
      Page<StoredRecord> next = store.feed(connection, RecordType.PATIENT, cursor, 2);
      seen += next.items().size();
      cursor = next.cursor().orElseThrow();
    }
    assertEquals(7, seen);
    assertEquals(List.of(), store.feed(connection, RecordType.PATIENT, cursor, 2).items());
  }

  @Test
  void whatSeveralInterfacesSaidIsKeptAndGuarded() {
    RecordStore store = store(clock);
    StoredRecord one = Samples.record(connection, RecordType.PATIENT, "a");
    Map<String, StoredRecord> parts = Map.of("fhir", one, "feed", said(one, Map.of("email", "000000000000003-x")).ended(
        StoredRecord.Ending.MERGED, "b", "other hash"));
    StoredRecord stored = store.put(one.of(parts).ended(StoredRecord.Ending.MERGED, "b", "hash")).orElseThrow();
    assertEquals(Optional.of(stored), store.find(connection, "a"));
    assertEquals(parts, stored.contributions());
    assertEquals("b", stored.successor());

    StoredRecord large = stored.touched(stored.of(Map.of("fhir", withField(one, "x".repeat(100_000)))));
    assertTrue(store.touch(large, stored));
    assertEquals(Optional.of(large), store.find(connection, "a"));
    assertTrue(store.put(stored, Optional.of(stored)).isEmpty(), "a writer that read before the touch");
    StoredRecord again = large.touched(stored);
    assertTrue(store.touch(again, large));
    assertEquals(Optional.of(again), store.find(connection, "a"));
    StoredRecord alone = store.put(again.of(Map.of()), Optional.of(again)).orElseThrow();
    assertEquals(Optional.of(alone), store.find(connection, "a"));
    assertEquals(Map.of(), alone.contributions());
  }

  private static List<String> ids(Page<StoredRecord> page) {
    return page.items().stream().map(StoredRecord::id).toList();
  }

  private static StoredRecord fetched(StoredRecord one, long fetchStart, OptionalLong lastUpdated) {
    return new StoredRecord(one.connection(), one.type(), one.id(), one.source(), lastUpdated, fetchStart, one.fetchedAt(),
        one.contentHash(), one.packageVersion(), one.fields(), one.problems(), one.securityMarks(), one.ending(),
        one.feedPosition(), one.published(), one.version());
  }

  private static StoredRecord said(StoredRecord one, Map<String, String> said) {
    return new StoredRecord(one.connection(), one.type(), one.id(), one.source(), one.lastUpdated(), one.fetchStart(),
        one.fetchedAt(), one.contentHash(), one.packageVersion(), one.fields(), one.problems(), one.securityMarks(), one.ending(),
        one.feedPosition(), one.published(), one.version(), said);
  }

  private static StoredRecord withField(StoredRecord one, String value) {
    return new StoredRecord(one.connection(), one.type(), one.id(), one.source(), one.lastUpdated(), one.fetchStart(),
        one.fetchedAt(), one.contentHash(), one.packageVersion(), Map.of("custom", value), one.problems(),
        one.securityMarks(), one.ending(), one.feedPosition(), one.published(), one.version());
  }
}
