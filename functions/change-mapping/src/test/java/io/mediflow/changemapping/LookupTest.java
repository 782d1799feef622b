package io.mediflow.changemapping;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mediflow.model.change.Change;
import io.mediflow.model.change.PendingFetch;
import io.mediflow.model.ehr.EhrFailure;
import io.mediflow.model.ehr.Lane;
import io.mediflow.model.record.Quarantined;
import io.mediflow.model.record.RecordType;
import io.mediflow.testkit.ehr.MemoryEhr.Call;
import io.mediflow.testkit.ehr.MemoryEhr.Verb;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A feed tells of a patient whom FHIR has not listed. */
class LookupTest {

  private static final String LOVELACE = "Lovelace^Ada^^^^^L||19800502|F|||1 Elm St^^Boston^MA^02139^USA^H";

  private final JoinedBench bench = new JoinedBench(JoinedBench.ASKS);

  @Test
  void whoIsFoundByTheNumberIsFetchedAndWhatWaitedIsTaken() {
    bench.patient("p1", "M1", "Lovelace", "ada@example.org"); // held by the EHR, and listed by nobody
    bench.deliver(JoinedBench.adt("A04", "20260301080000", "M1", LOVELACE));

    assertEquals(List.of(), bench.quarantined());
    assertEquals(bench.fhirId(RecordType.PATIENT, "p1"), bench.one(RecordType.PATIENT).id());
    assertEquals("ada@example.org", bench.one(RecordType.PATIENT).fields().get("email"));
    assertEquals("Boston", bench.one(RecordType.PATIENT).fields().get("city"));
    assertEquals(List.of("identifier=M1"), searches().stream().map(Call::query).toList());
    assertEquals(Lane.SOON, searches().getFirst().lane());
  }

  @Test
  void whoIsNotThereIsAskedForOnceAndTheMessageWaitsAndSaysIt() {
    Change registered = JoinedBench.adt("A04", "20260301080000", "M9", LOVELACE);
    bench.deliver(registered);
    bench.deliver(JoinedBench.adt("A08", "20260302080000", "M9", LOVELACE));

    assertEquals(1, searches().size());
    assertTrue(bench.reason(registered).contains("was asked once"), bench.reason(registered));
    assertEquals(2, bench.quarantined().size());
  }

  @Test
  void whoHasAnotherNumberIsNotTaken() {
    bench.fhir("Patient", "p2", """
        {"resourceType":"Patient","id":"p2","identifier":[{"system":"urn:library-card","value":"M9"},
        {"type":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/v2-0203","code":"MR"}]},"value":"M2"}]}""");
    Change registered = JoinedBench.adt("A04", "20260301080000", "M9", LOVELACE);
    bench.deliver(registered);

    assertEquals(List.of(), bench.room.records.all());
    assertTrue(bench.reason(registered).contains("was asked once"), bench.reason(registered));
  }

  @Test
  void whereTheEhrRefusesThatIsSaidAndAReplayAsksAgain() {
    bench.room.ehr.failNext(Verb.SEARCH, EhrFailure.Kind.FORBIDDEN);
    bench.patient("p1", "M1", "Lovelace", "ada@example.org");
    Change registered = JoinedBench.adt("A04", "20260301080000", "M1", LOVELACE);
    bench.deliver(registered);
    assertTrue(bench.reason(registered).contains("does not let us look"), bench.reason(registered));

    bench.deliver(FeedBench.replayed(registered));
    assertEquals(List.of(), bench.quarantined());
    assertFalse(bench.room.records.all().isEmpty());
  }

  @Test
  void anEhrThatIsAwayIsAskedAgainByItself() {
    bench.room.ehr.failNext(Verb.SEARCH, EhrFailure.Kind.UNREACHABLE);
    bench.room.ehr.failNext(Verb.SEARCH, EhrFailure.Kind.SERVER_ERROR);
    bench.patient("p1", "M1", "Lovelace", "ada@example.org");
    Change registered = JoinedBench.adt("A04", "20260301080000", "M1", LOVELACE);
    bench.deliver(registered);
    assertTrue(bench.reason(registered).contains("by itself"), bench.reason(registered));
    assertEquals(Set.of(RecordType.PATIENT), bench.room.pending.oldest("yew", Set.of(RecordType.PATIENT)).keySet());

    assertEquals(List.of(), due(), "not at once");
    bench.room.clock.advance(Duration.ofSeconds(15));
    bench.deliver(due().toArray(Change[]::new));
    assertEquals(2, searches().size());
    assertEquals(List.of(), due(), "it is waited longer");

    bench.room.clock.advance(Duration.ofSeconds(31));
    bench.deliver(due().toArray(Change[]::new));
    assertEquals(List.of(), bench.quarantined());
    assertEquals("Boston", bench.one(RecordType.PATIENT).fields().get("city"));
    assertEquals(Map.of(), bench.room.pending.oldest("yew", Set.of(RecordType.PATIENT)));
  }

  @Test
  void whoCameAnotherWayIsWaitedForNoMoreThoughTheMessageIsAsideForAnotherReason() {
    bench.room.ehr.failNext(Verb.SEARCH, EhrFailure.Kind.UNREACHABLE);
    Change registered = JoinedBench.adt("A04", "20260301080000", "M1", LOVELACE);
    bench.deliver(registered);
    Quarantined aside = bench.room.quarantine.find("yew", registered.id()).orElseThrow();
    bench.deliver(bench.patient("p1", "M1", "Lovelace", "ada@example.org"));
    bench.room.quarantine.put(aside);

    bench.room.clock.advance(Duration.ofSeconds(16));
    bench.deliver(due().toArray(Change[]::new));
    assertEquals(1, searches().size());
    assertEquals(Map.of(), bench.room.pending.oldest("yew", Set.of(RecordType.PATIENT)));
  }

  @Test
  void whoIsDismissedIsAskedForNoMore() {
    bench.room.ehr.failNext(Verb.SEARCH, EhrFailure.Kind.UNREACHABLE);
    Change registered = JoinedBench.adt("A04", "20260301080000", "M1", LOVELACE);
    bench.deliver(registered);
    bench.room.quarantine.remove("yew", registered.id());
    bench.room.clock.advance(Duration.ofSeconds(16));
    bench.deliver(due().toArray(Change[]::new));
    assertEquals(1, searches().size());
    assertEquals(Map.of(), bench.room.pending.oldest("yew", Set.of(RecordType.PATIENT)));
    assertEquals(List.of(), bench.quarantined());
  }

  @Test
  void afterTheTimeOfABatchNobodyElseIsAskedFor() {
    bench.room.ehr.beforeNext(Verb.SEARCH, () -> bench.room.clock.advance(Duration.ofSeconds(31)));
    bench.room.act().take(Map.of("m1", JoinedBench.adt("A04", "20260301080000", "M8", LOVELACE),
        "m2", JoinedBench.adt("A04", "20260301080000", "M9", LOVELACE)));
    assertEquals(1, searches().size());
    bench.room.clock.advance(Duration.ofSeconds(16));
    bench.deliver(due().toArray(Change[]::new));
    assertEquals(2, searches().size(), "the other one by itself");
    assertEquals(List.of(), due());
  }

  /** As the polling tick queues them. */
  private List<Change> due() {
    return bench.room.pending.due(bench.room.clock.instant(), null, 100).items().stream().map(PendingFetch::change)
        .map(one -> new Change(one.id(), Change.Origin.PENDING_FETCH, one.connection(), one.interfaceName(), one.resourceType(),
            one.sourceId(), null, null, one.fetchStart(), one.attempts())).toList();
  }

  private List<Call> searches() {
    return bench.room.ehr.calls(Verb.SEARCH);
  }
}
