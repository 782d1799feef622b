package io.mediflow.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mediflow.model.change.Change;
import io.mediflow.model.change.PendingFetch;
import io.mediflow.model.change.PendingFetchStore;
import io.mediflow.model.record.RecordType;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What every store of pending fetches does. */
public abstract class PendingFetchStoreContract {

  private static final Set<RecordType> ALL = EnumSet.allOf(RecordType.class);

  private final String connection = Samples.connection();
  private final Instant noon = Samples.NOON;

  protected abstract PendingFetchStore store();

  @Test
  void keepsSinceAndMovesTheRest() {
    PendingFetchStore store = store();
    store.put(fetch("a", RecordType.PATIENT, noon, noon.plusSeconds(10), 1));
    store.put(fetch("a", RecordType.PATIENT, noon.plusSeconds(10), noon.plusSeconds(30), 2));
    assertEquals(List.of(), due(store, noon.plusSeconds(20)));
    assertEquals(List.of(fetch("a", RecordType.PATIENT, noon, noon.plusSeconds(30), 2)), due(store, noon.plusSeconds(30)));
  }

  @Test
  void findsWhatIsDueOldestFirstPageByPage() {
    PendingFetchStore store = store();
    for (int i = 4; i >= 0; i--) {
      store.put(fetch("due" + i, RecordType.COVERAGE, noon, noon.plusSeconds(i), 1));
    }
    store.put(fetch("later", RecordType.COVERAGE, noon, noon.plusSeconds(100), 1));
    assertEquals(List.of("due0", "due1", "due2", "due3", "due4"),
        due(store, noon.plusSeconds(4)).stream().map(PendingFetch::recordId).toList());
    store.remove(connection, "due2", noon.plusSeconds(1));
    store.remove(connection, "nobody", noon.plusSeconds(1));
    assertEquals(4, due(store, noon.plusSeconds(4)).size());
  }

  @Test
  void namesTheOldestOfEachType() {
    PendingFetchStore store = store();
    assertEquals(Map.of(), store.oldest(connection, ALL));
    store.put(fetch("a", RecordType.PATIENT, noon.plusSeconds(3), noon, 1));
    store.put(fetch("b", RecordType.PATIENT, noon.plusSeconds(1), noon.plusSeconds(90), 1));
    store.put(fetch("c", RecordType.COVERAGE, noon.plusSeconds(2), noon, 1));
    assertEquals(Map.of(RecordType.PATIENT, noon.plusSeconds(1), RecordType.COVERAGE, noon.plusSeconds(2)),
        store.oldest(connection, ALL));
    assertEquals(Map.of(RecordType.COVERAGE, noon.plusSeconds(2)),
        store.oldest(connection, Set.of(RecordType.COVERAGE, RecordType.NOTE)));
    store.remove(connection, "b", noon.plusSeconds(2));
    assertEquals(noon.plusSeconds(3), store.oldest(connection, ALL).get(RecordType.PATIENT));
  }

  @Test
  void isRemovedOnlyByAFetchThatBeganAfterItWasAskedFor() {
    PendingFetchStore store = store();
    store.put(fetch("a", RecordType.PATIENT, noon, noon, 1));
    store.put(fetch("a", RecordType.PATIENT, noon.plusSeconds(10), noon, 1)); // a newer change could not be fetched
    store.put(fetch("a", RecordType.PATIENT, noon, noon, 1)); // and it is claimed by who read it: it is moved
    store.remove(connection, "a", noon.plusSeconds(5)); // an older change's fetch has come back
    assertEquals(1, due(store, noon).size());
    store.remove(connection, "a", noon.plusSeconds(10));
    assertEquals(1, due(store, noon).size(), "the same millisecond proves nothing");
    store.remove(connection, "a", noon.plusSeconds(10).plusMillis(1));
    assertEquals(List.of(), due(store, noon));
    assertEquals(Map.of(), store.oldest(connection, ALL));
  }

  private List<PendingFetch> due(PendingFetchStore store, Instant now) {
    return Samples.all(cursor -> store.due(now, cursor, 2)).stream()
        .filter(one -> one.connection().equals(connection)).toList();
  }

  private PendingFetch fetch(String recordId, RecordType type, Instant since, Instant next, int attempts) {
    Change change = new Change("change", Change.Origin.POLL, connection, "fhir", "Patient", "17", null, null, 5, attempts);
    return new PendingFetch(connection, recordId, type, change, since, next);
  }
}
