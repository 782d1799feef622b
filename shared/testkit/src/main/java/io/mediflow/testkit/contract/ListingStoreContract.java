package io.mediflow.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mediflow.model.change.FlowId;
import io.mediflow.model.change.FlowId.Scope;
import io.mediflow.model.change.Listing;
import io.mediflow.model.change.ListingStore;
import io.mediflow.model.record.RecordType;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What every keeper of listings does. */
public abstract class ListingStoreContract {

  private static final Listing.Entry DATED = new Listing.Entry("one", Optional.of(Samples.NOON));
  private static final Listing.Entry UNDATED = new Listing.Entry("two", Optional.empty());

  private final String connection = Samples.connection();

  protected abstract ListingStore store();

  @Test
  void keepsAListingWholeAndTakesOnlyTheNextVersion() {
    ListingStore store = store();
    FlowId hot = flow(RecordType.CONDITION, Scope.HOT);
    assertEquals(Optional.empty(), store.last(hot, "p1"));
    Listing first = new Listing(new TreeMap<>(Map.of("Condition/a", DATED, "Condition/b", UNDATED)), 0);
    assertTrue(store.put(hot, "p1", first));
    assertFalse(store.put(hot, "p1", first));
    Listing stored = store.last(hot, "p1").orElseThrow();
    assertEquals(new Listing(first.entries(), 1), stored);
    assertTrue(store.put(hot, "p1", new Listing(new TreeMap<>(), 1)));
    assertEquals(new Listing(new TreeMap<>(), 2), store.last(hot, "p1").orElseThrow());
  }

  @Test
  void flowsOfAllScopesShareTheLastListingAndSubjectsAndTypesDoNot() {
    ListingStore store = store();
    Listing listing = Listing.NONE.with(Map.of("Condition/a", DATED));
    store.put(flow(RecordType.CONDITION, Scope.HOT), "p1", listing);
    assertEquals(listing.entries(), store.last(flow(RecordType.CONDITION, Scope.REST), "p1").orElseThrow().entries());
    assertEquals(Optional.empty(), store.last(flow(RecordType.CONDITION, Scope.HOT), "p2"));
    assertEquals(Optional.empty(), store.last(flow(RecordType.COVERAGE, Scope.HOT), "p1"));
    assertEquals(Optional.empty(), store.underWay(flow(RecordType.CONDITION, Scope.HOT), "p1"));
  }

  @Test
  void whatIsUnderWayIsOneFlowsAndTheLastWriterCounts() {
    ListingStore store = store();
    FlowId hot = flow(RecordType.COVERAGE, Scope.HOT);
    Listing seen = Listing.NONE.with(Map.of("Coverage/a", DATED));
    store.putUnderWay(hot, "p1", seen);
    store.putUnderWay(hot, "p1", seen.with(Map.of("Coverage/a", UNDATED, "Coverage/b", DATED)));
    assertEquals(Map.of("Coverage/a", UNDATED, "Coverage/b", DATED), store.underWay(hot, "p1").orElseThrow().entries());
    assertEquals(Optional.empty(), store.underWay(flow(RecordType.COVERAGE, Scope.REST), "p1"));
    assertEquals(Optional.empty(), store.last(hot, "p1"));
  }

  @Test
  void aLargeListingIsKeptToo() {
    SortedMap<String, Listing.Entry> entries = new TreeMap<>();
    for (int i = 0; i < 9000; i++) {
      entries.put("Observation/observation-with-a-long-id-" + i, DATED);
    }
    FlowId rest = flow(RecordType.OBSERVATION, Scope.REST);
    assertTrue(store().put(rest, "p1", new Listing(entries, 0)));
    assertEquals(entries, store().last(rest, "p1").orElseThrow().entries());
  }

  private FlowId flow(RecordType type, Scope scope) {
    return new FlowId(connection, "fhir", type, scope);
  }
}
