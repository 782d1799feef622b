package io.mediflow.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mediflow.model.record.Quarantined;
import io.mediflow.model.record.RecordType;
import io.mediflow.model.record.StoredRecord;
import io.mediflow.packages.Packages;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** HL7 v2 messages from the webhook's door to the records, with an EHR that has nothing but its feed. */
class FeedEndToEndTest {

  private static final String A04 = golden("adt-a04-registration-two-insurances-guarantor");
  private static final String A08 = golden("adt-a08-update-phone-deleted-email-untouched");
  private static final String S12 = golden("siu-s12-new-appointment-provider-room-notes");
  private static final String S13 = golden("siu-s13-rescheduled-same-id").replace("20260316083000", "20260317083000");
  private static final String S15 = golden("siu-s15-cancelled-by-patient").replace("20260316083000", "20260318083000");

  private final FeedRooms rooms = new FeedRooms();

  @Test
  void everyKindOfMessageBecomesItsRecords() {
    for (String message : List.of(A04, A08, S12, S13, S15, golden("oru-r01-two-panels-numeric-text-coded-pdf"),
        golden("mdm-t02-progress-note-plain-text"), golden("dft-p03-two-charges-modifiers-diagnoses"),
        golden("vxu-v04-two-vaccines-one-refused"), golden("siu-s23-blocked-time-of-provider"))) {
      assertEquals(204, rooms.post(message));
      assertEquals(List.of(), rooms.deliver(2));
    }

    assertEquals(List.of(), quarantined());
    for (RecordType type : List.of(RecordType.PATIENT, RecordType.ENCOUNTER, RecordType.COVERAGE, RecordType.APPOINTMENT,
        RecordType.OBSERVATION, RecordType.NOTE, RecordType.CHARGE, RecordType.IMMUNIZATION, RecordType.SLOT)) {
      assertTrue(!rooms.of(type).isEmpty(), type::label);
    }
    Map<String, Object> patient = rooms.of(RecordType.PATIENT).stream().map(StoredRecord::fields)
        .filter(one -> "E10077".equals(one.get("mrn"))).findFirst().orElseThrow();
    assertEquals("+18025550102", patient.get("mobilePhone"));
    assertNull(patient.get("homePhone"));
    assertEquals("cancelled", rooms.of(RecordType.APPOINTMENT).getFirst().fields().get("status"));
    assertTrue(rooms.records.all().stream().allMatch(StoredRecord::published));
    assertTrue(rooms.ehr.calls().isEmpty());
  }

  @Test
  void inEveryOrderOfArrivalTheRecordsAreTheSame() {
    Set<Set<Map<String, Object>>> ends = new HashSet<>();
    for (List<String> order : orders(List.of(A04, A08, S12, S13, S15))) {
      FeedRooms own = new FeedRooms();
      order.forEach(one -> {
        assertEquals(204, own.post(one));
        assertEquals(List.of(), own.deliver(1));
      });
      order.reversed().forEach(own::post); // and all of them again, the other way round
      own.deliver(2);
      ends.add(own.fields());
    }
    assertEquals(1, ends.size());
  }

  @Test
  void whatIsDamagedWaitsAloneAndStopsNothing() {
    assertEquals(400, rooms.post("this is no message"));
    assertEquals(400, rooms.post("MSH|^~\\&|Ærø".getBytes(StandardCharsets.ISO_8859_1)));
    String poisoned = golden("patient-without-id");
    for (String body : List.of("MSH|^~\\&|", A04, poisoned, "FHS|^~\\&\rBHS|^~\\&\r" + A08 + poisoned + S12 + "BTS|3\rFTS|1\r",
        A08.replace("ADT^A08^ADT_A01", "ADT^A60"))) { // no table reads that
      assertEquals(204, rooms.post(body));
    }
    assertEquals(List.of(), rooms.deliver(1));
    assertEquals(List.of(), rooms.deliver(1));

    assertEquals(1, rooms.of(RecordType.PATIENT).size());
    assertEquals("+18025550188", rooms.of(RecordType.PATIENT).getFirst().fields().get("workPhone"));
    assertEquals(1, rooms.of(RecordType.APPOINTMENT).size());
    assertEquals(3, quarantined().size(), "the broken header, the message without an id (once), the unknown event");
    assertTrue(quarantined().stream().noneMatch(one -> one.change().contains("ADT^A08^ADT_A01")), "and nothing of the others");
    assertTrue(quarantined().stream().noneMatch(one -> one.reasons().isEmpty()));
  }

  private List<Quarantined> quarantined() {
    return rooms.quarantine.page("yew", null, 100).items();
  }

  private static List<List<String>> orders(List<String> all) {
    if (all.isEmpty()) {
      return List.of(List.of());
    }
    List<List<String>> orders = new ArrayList<>();
    for (String first : all) {
      List<String> rest = new ArrayList<>(all);
      rest.remove(first);
      orders(rest).forEach(one -> {
        List<String> order = new ArrayList<>(List.of(first));
        order.addAll(one);
        orders.add(order);
      });
    }
    return orders;
  }

  /** A golden case's message of the package. */
  private static String golden(String name) {
    String path = "/packages/hl7v2/golden/feed/read/" + name + "/input.hl7";
    try (InputStream in = Packages.class.getResourceAsStream(path)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
