package io.mediflow.changemapping;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mediflow.model.change.Change;
import io.mediflow.model.change.FlowId;
import io.mediflow.model.change.Reconciliation;
import io.mediflow.model.change.Reconciliation.Repaired;
import io.mediflow.model.ehr.EhrFailure.Kind;
import io.mediflow.model.ehr.Lane;
import io.mediflow.model.record.RecordType;
import io.mediflow.model.record.StoredRecord.Ending;
import io.mediflow.testkit.ehr.MemoryEhr.Verb;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What comes of the hints that a nightly comparison gives. */
class RepairsTest {

  private static final FlowId NIGHTLY = new FlowId("elm", "fhir", RecordType.PATIENT, FlowId.Scope.RECONCILE);

  private final Bench bench = new Bench();

  @BeforeEach
  void begin() {
    bench.reconciliations.put(Reconciliation.begun(NIGHTLY, Bench.NOW));
    bench.ehr.put(Bench.patient("p1", "Smith"));
    bench.take(bench.polled("p1"));
    bench.events.published.clear();
    bench.clock.advance(Duration.ofMinutes(1));
  }

  @Test
  void aMissedCreateIsAddedOnceHoweverOftenItIsAskedFor() {
    bench.ehr.put(Bench.patient("p2", "Jones"));
    assertEquals(Set.of(), bench.take(doubted("p2"), doubted("p2")));
    assertEquals(Set.of(), bench.take(doubted("p2")));
    assertEquals("Jones", bench.family("p2"));
    assertEquals(new Repaired(1, 0, 0, 0), repaired());
    assertEquals(1, bench.events.published.size());
  }

  @Test
  void aStaleVersionIsUpdatedAndWhatIsAsItWasMakesNoEvent() {
    bench.take(doubted("p1"));
    assertEquals(Repaired.NONE, repaired());
    assertEquals(0, bench.events.published.size());
    bench.ehr.put(Bench.patient("p1", "Smythe"));
    bench.clock.advance(Duration.ofMinutes(1));
    bench.take(doubted("p1"));
    assertEquals("Smythe", bench.family("p1"));
    assertEquals(new Repaired(0, 1, 0, 0), repaired());
    assertEquals(1, bench.events.published.size());
  }

  @Test
  void aVanishedRecordEndsWhenTheEhrSaysSoAndNotBefore() {
    bench.take(doubted("p1")); // no listing had it, and it can still be read
    assertEquals(Ending.ACTIVE, bench.record("p1").orElseThrow().ending());
    bench.ehr.delete("Patient", "p1");
    bench.ehr.away(true);
    bench.take(doubted("p1"));
    assertEquals(Ending.ACTIVE, bench.record("p1").orElseThrow().ending());
    assertEquals(Repaired.NONE, repaired());
    bench.ehr.away(false);
    bench.clock.advance(Duration.ofMinutes(1));
    bench.take(doubted("p1"));
    assertEquals(Ending.DELETED, bench.record("p1").orElseThrow().ending());
    assertEquals(new Repaired(0, 0, 1, 0), repaired());
  }

  @Test
  void whatTheEhrDoesNotLetUsReadIsSaid() {
    bench.ehr.failNext(Verb.READ, Kind.FORBIDDEN);
    bench.take(doubted("p1"));
    assertEquals(new Repaired(0, 0, 0, 1), repaired());
    assertEquals(Ending.ACTIVE, bench.record("p1").orElseThrow().ending());
  }

  @Test
  void aRepairWaitsForWhatIsMoreUrgentAndOnlyRepairsAreCounted() {
    bench.ehr.forgetCalls();
    bench.ehr.put(Bench.patient("p1", "Smythe"));
    bench.take(doubted("p1"));
    assertTrue(bench.ehr.calls().stream().allMatch(one -> one.lane() == Lane.LATER));
    bench.ehr.put(Bench.patient("p3", "Brown"));
    bench.take(bench.polled("p3"));
    assertEquals(new Repaired(0, 1, 0, 0), repaired());
  }

  private Change doubted(String id) {
    return bench.change(Change.Origin.RECONCILIATION, id, null);
  }

  private Repaired repaired() {
    return bench.reconciliations.find(NIGHTLY).orElseThrow().repaired();
  }
}
