package io.mediflow.changemapping;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mediflow.model.change.Change;
import io.mediflow.model.ehr.EhrFailure;
import io.mediflow.model.ehr.Lane;
import io.mediflow.model.record.RecordType;
import io.mediflow.testkit.ehr.MemoryEhr.Call;
import io.mediflow.testkit.ehr.MemoryEhr.Verb;
import java.util.List;
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
  void whereTheEhrDoesNotAnswerThatIsSaidAndAReplayAsksAgain() {
    bench.room.ehr.failNext(Verb.SEARCH, EhrFailure.Kind.THROTTLED);
    bench.patient("p1", "M1", "Lovelace", "ada@example.org");
    Change registered = JoinedBench.adt("A04", "20260301080000", "M1", LOVELACE);
    bench.deliver(registered);
    assertTrue(bench.reason(registered).contains("could not be asked"), bench.reason(registered));

    bench.deliver(FeedBench.replayed(registered));
    assertEquals(List.of(), bench.quarantined());
    assertFalse(bench.room.records.all().isEmpty());
  }

  private List<Call> searches() {
    return bench.room.ehr.calls(Verb.SEARCH);
  }
}
