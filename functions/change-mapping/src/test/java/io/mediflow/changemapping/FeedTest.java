package io.mediflow.changemapping;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mediflow.mapping.Mapper;
import io.mediflow.mapping.ReadContext;
import io.mediflow.mapping.ReadResult;
import io.mediflow.model.change.Change;
import io.mediflow.model.record.Problem;
import io.mediflow.model.record.Quarantined;
import io.mediflow.model.record.RecordChanged;
import io.mediflow.model.record.RecordType;
import io.mediflow.model.record.StoredRecord;
import io.mediflow.packages.EhrPackage;
import io.mediflow.packages.Overlay;
import io.mediflow.packages.Packages;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FeedTest {

  private static final String A04 = FeedBench.golden("adt-a04-registration-two-insurances-guarantor");
  private static final String A08 = FeedBench.golden("adt-a08-update-phone-deleted-email-untouched");
  private static final String NO_ID = FeedBench.golden("patient-without-id");

  private final FeedBench bench = new FeedBench();

  @ParameterizedTest
  @ValueSource(strings = {"adt-a04-registration-two-insurances-guarantor", "adt-a08-update-phone-deleted-email-untouched",
      "adt-a40-merge-two-charts", "siu-s12-new-appointment-provider-room-notes", "siu-s13-rescheduled-same-id",
      "siu-s15-cancelled-by-patient", "siu-s23-blocked-time-of-provider", "oru-r01-two-panels-numeric-text-coded-pdf",
      "mdm-t02-progress-note-plain-text", "dft-p03-two-charges-modifiers-diagnoses", "vxu-v04-two-vaccines-one-refused",
      "ugly-z-segments", "ugly-raw-line-breaks-in-text", "ugly-null-against-empty", "note-pdf-base64-and-broken"})
  void aMessageBecomesTheRecordsThatTheTablesFindInIt(String name) {
    String message = FeedBench.golden(name);
    EhrPackage ehr = Packages.bundled().find("hl7v2", 1).orElseThrow();
    Map<String, Map<String, Object>> wanted = new HashMap<>();
    new Mapper().map(ehr, Overlay.NONE, "feed", Optional.empty(), message.getBytes(StandardCharsets.UTF_8),
        new ReadContext(FeedBench.connection("hl7v2", 0, "feed").zone(),
            (type, id) -> bench.room.ids.recordId("yew", "feed", type, id)))
        .forEach(result -> {
          if (result instanceof ReadResult.Mapped mapped) {
            wanted.put(bench.room.ids.recordId("yew", "feed", mapped.type(), mapped.sourceId()), mapped.fields());
            mapped.absorbed().forEach(one -> // of whom we knew nothing but that he was given up
                wanted.put(bench.room.ids.recordId("yew", "feed", mapped.type(), one), Map.of()));
          }
        });

    assertEquals(Set.of(), bench.room.take(bench.posted(message)));

    assertFalse(wanted.isEmpty());
    assertEquals(wanted, bench.all().stream().collect(Collectors.toMap(StoredRecord::id, StoredRecord::fields)));
    assertEquals(List.of(), bench.quarantined());
    assertTrue(bench.all().stream().allMatch(StoredRecord::published));
    assertEquals(wanted.keySet(), bench.room.events.published.stream().map(RecordChanged::id).collect(Collectors.toSet()));
    assertTrue(bench.room.ehr.calls().isEmpty(), "a feed is never asked");
    assertEquals(Set.of(), bench.room.take(bench.posted(message)));
    assertEquals(wanted.size(), bench.room.events.published.size(), "the same again says nothing new");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whatIsAbsentStaysWhatIsDeletedGoesInEitherOrder(boolean inOrder) {
    bench.room.take(bench.posted(inOrder ? A04 : A08));
    bench.room.take(bench.posted(inOrder ? A08 : A04));

    Map<String, Object> patient = bench.fields(RecordType.PATIENT);
    assertEquals("+18025550188", patient.get("workPhone"), "of the later message");
    assertNull(patient.get("homePhone"), "deleted by the later message");
    assertEquals("+18025550102", patient.get("mobilePhone"), "of the earlier message: the later one does not speak of it");
    assertEquals(2, bench.all().stream().filter(one -> one.type() == RecordType.COVERAGE).count());
  }

  @Test
  void appointmentsEndTheSameInEveryOrder() {
    List<String> messages = List.of(FeedBench.golden("siu-s12-new-appointment-provider-room-notes"),
        FeedBench.golden("siu-s13-rescheduled-same-id"), FeedBench.golden("siu-s15-cancelled-by-patient"));
    Set<Map<String, Object>> ends = new HashSet<>();
    for (List<Integer> order : List.of(
        List.of(0, 1, 2), List.of(0, 2, 1), List.of(1, 0, 2), List.of(1, 2, 0), List.of(2, 0, 1), List.of(2, 1, 0),
        List.of(2, 0, 1, 0, 2, 1))) {
      FeedBench own = new FeedBench();
      // all three were sent in one second, one after the other
      order.forEach(one -> own.room.take(FeedBench.posted(messages.get(one), own.room.clock.millis() + one)));
      ends.add(own.fields(RecordType.APPOINTMENT));
    }
    assertEquals(1, ends.size());
    assertEquals("cancelled", ends.iterator().next().get("status"));
    assertEquals(Map.of("code", "PATIENT", "display", "Patient cancelled"), ends.iterator().next().get("cancelReason"));
  }

  @Test
  void ofABatchThePoisonedMessageWaitsAlone() {
    String batch = "FHS|^~\\&\rBHS|^~\\&\r" + A04 + NO_ID + A08 + "BTS|3\rFTS|1\r";
    Change change = bench.posted(batch);

    assertEquals(Set.of(), bench.room.take(change));

    assertEquals("+18025550188", bench.fields(RecordType.PATIENT).get("workPhone"));
    Quarantined waiting = bench.room.quarantine.page("yew", null, 10).items().getFirst();
    assertEquals(1, bench.quarantined().size());
    assertEquals(FeedBench.posted(NO_ID, 0).id(), waiting.id(), "as if it had come alone");
    assertFalse(waiting.change().contains("Okonkwo"));
  }

  @Test
  void aBatchThatCountsWrongIsSetAsideAndItsMessagesAreTaken() {
    Change change = bench.posted("BHS|^~\\&\r" + A04 + A08 + "BTS|7\r");

    bench.room.take(change);

    assertEquals(List.of(change.id()), bench.quarantined());
    assertEquals("+18025550188", bench.fields(RecordType.PATIENT).get("workPhone"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"MSH|", "MSH", "BHS|^~\\&\rBTS|0\r", "MSH|^~\\&|A|B|C|D|20260301||ACK^A04|1|P|2.5\rMSA|AA|1\r",
      "MSH|^~\\&|A|B|C|D|20260301||SIU^S12|1|P|2.5\r", "MSH|^~\\&|A|B|C|D|20260301||ORU^R01|1|P|2.5\rPID|1||E1^^^E^MR\r"})
  void whatHoldsNoRecordIsSetAsideWithAReason(String body) {
    Change change = bench.posted(body);

    assertEquals(Set.of(), bench.room.take(change, bench.posted(A04)));

    assertEquals(List.of(change.id()), bench.quarantined());
    List<Problem> reasons = bench.room.quarantine.page("yew", null, 10).items().getFirst().reasons();
    assertFalse(reasons.isEmpty());
    assertTrue(reasons.stream().allMatch(one -> one.remedy().endsWith(".")), reasons::toString);
    assertEquals("Okonkwo", bench.fields(RecordType.PATIENT).get("familyName"), "the next one is taken");
  }

  @Test
  void whatIsPoisonedInAMessageIsToldOnceAndTheRestIsStored() {
    String half = A04.replaceFirst("IN1\\|1\\|[^\r\n]*", "IN1|1|");

    bench.room.take(bench.posted(half));
    bench.room.take(bench.posted(half));

    assertEquals(1, bench.quarantined().size());
    assertEquals(1, bench.all().stream().filter(one -> one.type() == RecordType.COVERAGE).count());
    assertEquals("Okonkwo", bench.fields(RecordType.PATIENT).get("familyName"));
  }

  @Test
  void whereAnotherInterfaceHasThePatientsTheFeedWaitsForItUntilItIsAlone() {
    FeedBench both = new FeedBench("epic", "fhir", "feed");
    Change change = both.posted(A04);

    assertEquals(Set.of(), both.room.take(change));

    assertEquals(List.of(), both.all());
    assertEquals(List.of(change.id()), both.quarantined());
    List<Problem> reasons = both.room.quarantine.page("yew", null, 10).items().getFirst().reasons();
    assertTrue(reasons.getFirst().remedy().contains("No other interface of this connection has told of this patient"), reasons::toString);

    both.room.connections.put(FeedBench.connection("epic", 1, "feed"));
    both.room.take(FeedBench.replayed(change));

    assertEquals("Okonkwo", both.fields(RecordType.PATIENT).get("familyName"));
    assertEquals(List.of(), both.quarantined());
  }

  @Test
  void aReferenceLeadsToTheFeedsOwnPatient() {
    bench.room.take(bench.posted(A04));
    assertEquals(bench.one(RecordType.PATIENT).id(), bench.fields(RecordType.ENCOUNTER).get("patient"));
  }
}
