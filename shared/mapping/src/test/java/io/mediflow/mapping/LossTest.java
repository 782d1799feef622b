package io.mediflow.mapping;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mediflow.packages.EhrPackage;
import io.mediflow.packages.Overlay;
import io.mediflow.packages.OverlayParser;
import io.mediflow.packages.Packages;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The loss report names each place that no row carries, and no place that one does. */
class LossTest {

  private static final EhrPackage SMART = Packages.bundled().find("smart-r4", 1).orElseThrow();
  private static final ReadContext CONTEXT = new ReadContext(ZoneOffset.UTC, (type, id) -> id);

  private final Mapper mapper = new Mapper();

  @Test
  void whatARowTakesIsNoLoss() {
    assertEquals(List.of(), loss(Overlay.NONE, """
        {"resourceType": "Patient", "id": "1", "meta": {"versionId": "3", "lastUpdated": "2026-01-01T00:00:00Z"},
         "name": [{"use": "official", "family": "Rivera", "given": ["Ana", "Maria"]}], "birthDate": "1980-05-17",
         "telecom": [{"system": "phone", "use": "mobile", "value": "(312) 555-0143"}]}"""));
  }

  @Test
  void whatNoRowTakesIsNamedByItsPlace() {
    assertEquals(List.of("Patient.name[1].use", "Patient.name[1].family", "Patient.photo[0].url", "Patient.birthDate"),
        loss(Overlay.NONE, """
            {"resourceType": "Patient", "id": "1",
             "name": [{"use": "official", "family": "Rivera"}, {"use": "temp", "family": "Soto"}],
             "photo": [{"url": "https://ehr.example/p.png"}], "birthDate": "soon"}"""));
  }

  @Test
  void ofAnObjectWhatTheCodecLeavesIsLost() {
    assertEquals(List.of("Appointment.appointmentType.coding[0].version", "Appointment.appointmentType.coding[1].code"), new Mapper().loss(
        SMART, Overlay.NONE, "fhir", Optional.empty(), """
            {"resourceType": "Appointment", "id": "1", "status": "booked", "start": "2026-01-01T09:00:00Z",
             "appointmentType": {"coding": [{"code": "A", "version": "2"}, {"code": "B"}]},
             "participant": [{"actor": {"reference": "Patient/1"}, "status": "accepted"}]}""".getBytes(StandardCharsets.UTF_8),
        CONTEXT));
  }

  /** What only a fallback row would take counts where that row is read, and is lost where another one came first. */
  @Test
  void aFallbackCarriesOnlyWhereItIsRead() {
    EhrPackage hl7 = Packages.bundled().find("hl7v2", 1).orElseThrow();
    String message = """
        MSH|^~\\&|SCHED|LAKE|MEDIFLOW|LAKE|20260301090000||SIU^S12^SIU_S12|1|P|2.5.1
        SCH|P1|F1||||||%s|30|MIN|^^^20260303090000^20260303093000||||||||||||||Booked
        PID|1||55^^^LAKE^MR||Rivera^Ana
        RGS|1
        AIS|1|A|CHECKUP^Check-up^L|20260303090000
        AIL|1|A|ROOM1^^^LAKE
        """.replace("\n", "\r");

    assertFalse(loss(hl7, message.formatted("")).contains("AIS-3(0)-1-1"), "the service is the visit type");
    assertTrue(loss(hl7, message.formatted("WALKIN^Walk-in^L")).contains("AIS-3(0)-1-1"), "another visit type came first");
  }

  /** What is no record carries nothing, so that it is told. */
  @Test
  void aVisitOfWhichNoRecordIsMadeIsLost() {
    EhrPackage hl7 = Packages.bundled().find("hl7v2", 1).orElseThrow();
    String message = """
        MSH|^~\\&|ADT|LAKE|MEDIFLOW|LAKE|20260301090000||ADT^A08^ADT_A01|1|P|2.5.1
        PID|1||55^^^LAKE^MR||Rivera^Ana
        PV1|1|O|||||||||||||||||%s
        """.replace("\n", "\r");

    assertTrue(loss(hl7, message.formatted("")).contains("PV1-2(0)-1-1"));
    assertFalse(loss(hl7, message.formatted("V1")).contains("PV1-2(0)-1-1"));
  }

  @Test
  void anOverlaysRowCarries() {
    String patient = """
        {"resourceType": "Patient", "id": "1", "extension": [{"url": "https://practice.example/p", "valueString": "Corner"}]}""";
    Overlay overlay = OverlayParser.parse("""
        version: 1
        patient:
          - {field: custom.pharmacy, path: extension('https://practice.example/p').value.ofType(string), codec: text}
        """);

    assertEquals(List.of("Patient.extension[0].url", "Patient.extension[0].valueString"), loss(Overlay.NONE, patient));
    assertEquals(List.of(), loss(overlay, patient));
  }

  private List<String> loss(EhrPackage ehr, String message) {
    return mapper.loss(ehr, Overlay.NONE, "feed", Optional.empty(), message.getBytes(StandardCharsets.UTF_8), CONTEXT);
  }

  private List<String> loss(Overlay overlay, String json) {
    return mapper.loss(SMART, overlay, "fhir", Optional.empty(), json.getBytes(StandardCharsets.UTF_8), CONTEXT);
  }
}
