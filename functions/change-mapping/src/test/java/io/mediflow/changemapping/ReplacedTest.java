package io.mediflow.changemapping;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mediflow.model.change.Change;
import io.mediflow.model.change.ChangeIds;
import io.mediflow.model.record.RecordChanged;
import io.mediflow.model.record.RecordType;
import io.mediflow.model.record.StoredRecord;
import io.mediflow.model.record.StoredRecord.Ending;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Records that say themselves which other one goes on in their place; one that moved is not one that was cancelled. */
class ReplacedTest {

  private final JoinedBench bench = new JoinedBench(JoinedBench.CREATES);
  private final String old = bench.fhirId(RecordType.APPOINTMENT, "a1");
  private final String anew = bench.fhirId(RecordType.APPOINTMENT, "a2");

  @Test
  void anAppointmentThatWasMadeAnewHasMovedAndOneThatWasNotIsCancelled() {
    bench.deliver(bench.patient("p1", "M1", "Lovelace", "ada@example.org"), bench.appointment("a1", "A1", "p1", "booked"),
        bench.appointment("a3", "A3", "p1", "booked"));
    bench.deliver(bench.cancelled("a1", "A1", "p1", "a2"), bench.appointment("a2", "A2", "p1", "booked"),
        bench.cancelled("a3", "A3", "p1", ""));

    StoredRecord moved = bench.find(old).orElseThrow();
    assertEquals(Ending.MOVED, moved.ending());
    assertEquals(anew, moved.successor());
    assertEquals("cancelled", moved.fields().get("status"));
    assertEquals(Ending.ACTIVE, bench.find(anew).orElseThrow().ending());
    StoredRecord cancelled = bench.find(bench.fhirId(RecordType.APPOINTMENT, "a3")).orElseThrow();
    assertEquals(Ending.ACTIVE, cancelled.ending());
    assertEquals("cancelled", cancelled.fields().get("status"));
    assertEquals(Ending.MOVED, last(old).ending());
    assertEquals(anew, last(old).successor());
    assertEquals(Ending.ACTIVE, last(cancelled.id()).ending());
  }

  @Test
  void whatIsSaidAgainOfAMovedOneTellsNothingNewAndAFeedBesideDoesNotUndoIt() {
    bench.deliver(bench.patient("p1", "M1", "Lovelace", "ada@example.org"));
    Change moved = bench.cancelled("a1", "A1", "p1", "a2");
    bench.deliver(moved);
    int told = bench.room.events.published.size();
    bench.deliver(moved);
    assertEquals(told, bench.room.events.published.size());

    bench.deliver(JoinedBench.siu("S12", "20260301090000", "A1", "M1", "20260323093000-0400"));
    assertEquals(Ending.MOVED, bench.find(old).orElseThrow().ending());
    assertEquals(anew, bench.find(old).orElseThrow().successor());
    assertTrue(bench.room.records.all().stream().allMatch(StoredRecord::published));
  }

  @Test
  void anAppointmentThatIsTakenBackIsThereAgain() {
    bench.deliver(bench.patient("p1", "M1", "Lovelace", "ada@example.org"));
    bench.deliver(bench.cancelled("a1", "A1", "p1", "a2"));
    bench.deliver(bench.appointment("a1", "A1", "p1", "booked"));

    assertEquals(Ending.ACTIVE, bench.find(old).orElseThrow().ending());
    assertEquals("", bench.find(old).orElseThrow().successor());
    assertEquals(Ending.ACTIVE, last(old).ending());
  }

  @Test
  void aPracticeWithFhirAloneIsToldOfAMergeByTheChartItself() {
    Bench room = new Bench();
    String body = """
        {"resourceType":"Patient","id":"p2","active":false,
        "link":[{"type":"replaced-by","other":{"reference":"Patient/p1"}}]}""";
    String id = ChangeIds.of("elm", "fhir", "Patient", "p2", body.getBytes(StandardCharsets.UTF_8));
    room.take(new Change(id, Change.Origin.POLL, "elm", "fhir", "Patient", "p2", body, null, room.clock.millis(), 0));

    assertEquals(Ending.MERGED, room.record("p2").orElseThrow().ending());
    assertEquals(room.recordId("p1"), room.record("p2").orElseThrow().successor());
    assertEquals(Ending.MERGED, room.events.published.getLast().ending());

    room.take(new Change("hint", Change.Origin.RECONCILIATION, "elm", "fhir", "Patient", "p2", null, null, room.clock.millis(), 0));
    assertEquals(Ending.MERGED, room.record("p2").orElseThrow().ending(), "also when the EHR shows it no more");
    assertEquals(room.recordId("p1"), room.record("p2").orElseThrow().successor());
  }

  private RecordChanged last(String id) {
    List<RecordChanged> told = bench.room.events.published.stream().filter(one -> one.id().equals(id)).toList();
    return told.getLast();
  }
}
