package io.mediflow.mapping;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mediflow.model.record.Problem;
import io.mediflow.model.record.Problem.Category;
import io.mediflow.model.record.RecordType;
import io.mediflow.packages.EhrPackage;
import io.mediflow.packages.Overlay;
import io.mediflow.packages.OverlayParser;
import io.mediflow.packages.PackageParser;
import io.mediflow.testkit.golden.GoldenCases;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A practice's own visit types stand in its records and go back as the EHR's codes. */
class LocalBuildTest {

  private static final EhrPackage INVENTED = PackageParser.resources(GoldenCases.class.getClassLoader(), "invented-ehr");
  private static final Overlay LOCAL = OverlayParser.parse("""
      version: 1
      local:
        visit-types:
          - {ours: new-patient, ehr: "101", system: https://lantern.example/kinds, title: New patient}
          - {ours: house-call, ehr: "102", system: https://lantern.example/kinds, retired: true}
      """);
  private static final Map<String, Object> OWN = Map.of("system", "urn:mediflow:local:visit-types", "code", "new-patient");

  private static final Map<String, Object> FIELDS = Map.of("patient", "rec-1", "status", "booked", "start", "2026-11-25T09:00:00Z");

  private final Mapper mapper = new Mapper();

  @Test
  void theEhrsCodeIsReadAsThePracticesOwn() {
    assertEquals(Map.of("system", "urn:mediflow:local:visit-types", "code", "new-patient", "display", "New patient"),
        read(LOCAL, "101").fields().get("visitType"));
    assertEquals("house-call", ((Map<?, ?>) read(LOCAL, "102").fields().get("visitType")).get("code"), "retired ones are still read");
  }

  @Test
  void whatTheListLacksStaysAndIsMarked() {
    ReadResult.Mapped mapped = read(LOCAL, "999");
    assertEquals("999", ((Map<?, ?>) mapped.fields().get("visitType")).get("code"));
    assertEquals(List.of(Category.CODE_INVALID), mapped.problems().stream().map(Problem::category).toList());
    assertEquals(List.of(), read(Overlay.NONE, "999").problems(), "without a list nothing is amiss");
  }

  @Test
  void theWayBackFindsTheEhrsCode() throws IOException {
    byte[] resource = ((WriteResult.Ready) write(OWN)).resource();
    assertEquals("101", ResourceJson.MAPPER.readTree(resource).at("/serviceCategory/0/coding/0/code").asText());
  }

  @Test
  void whatIsRetiredOrUnknownIsNotWritten() {
    assertEquals(List.of(Category.CODE_INVALID), refused(Map.of("system", OWN.get("system"), "code", "house-call")));
    assertEquals(List.of(Category.CODE_INVALID), refused(Map.of("system", OWN.get("system"), "code", "dance-class")));
  }

  @Test
  void theEhrsOwnCodeMayBeSentAsItIs() throws IOException {
    byte[] resource = ((WriteResult.Ready) write(Map.of("system", "https://lantern.example/kinds", "code", "7"))).resource();
    assertEquals("7", ResourceJson.MAPPER.readTree(resource).at("/serviceCategory/0/coding/0/code").asText());
  }

  @Test
  void insideGroupsInListsAndPartByPartItIsLookedUpToo() throws IOException {
    Overlay own = OverlayParser.parse("""
        version: 1
        appointment:
          - {field: custom.kinds, path: reasonCode.text, codec: text-list, map: local.note-types}
          - parts: {family: custom.owner}
            path: extension('urn:own:owner').value.ofType(string)
            codec: name-parts
            argument: family
            map: local.providers
          - field: custom.carers
            path: participant
            codec: group
            rows: [{field: custom.carer, path: actor.display, codec: text, map: local.providers}]
        local:
          note-types: [{ours: visit, ehr: "1"}, {ours: call, ehr: "2"}]
          providers: [{ours: dr-invented, ehr: "17"}]
        """);
    ReadResult.Mapped mapped = read(own, "101", """
        , {"url": "urn:own:owner", "valueString": "17"}], "reasonCode": [{"text": "2"}, {"text": "9"}],
         "participant": [{"actor": {"display": "17"}}, {"actor": {"display": "18"}}""");

    Map<String, Object> custom = Map.of("kinds", List.of("call", "9"), "owner", "dr-invented",
        "carers", List.of(Map.of("custom.carer", "dr-invented"), Map.of("custom.carer", "18")));
    assertEquals(custom, mapped.fields().get("custom"));
    assertEquals(List.of("custom.kinds", "custom.carers.custom.carer"), mapped.problems().stream().map(Problem::path).toList());

    Map<String, Object> fields = new HashMap<>(FIELDS);
    fields.put("custom", Map.of("owner", "dr-invented", "carers", List.of(Map.of("custom.carer", "dr-invented"))));
    byte[] resource = ((WriteResult.Ready) write(own, fields)).resource();
    assertEquals("17", ResourceJson.MAPPER.readTree(resource).at("/participant/0/actor/display").asText());
    assertEquals("17", ResourceJson.MAPPER.readTree(resource).findValue("extension").findValuesAsText("valueString").getFirst());
    fields.put("custom", Map.of("carers", List.of(Map.of("custom.carer", "dr-nobody"))));
    assertEquals(List.of("custom.carers.custom.carer"),
        ((WriteResult.Refused) write(own, fields)).reasons().stream().map(Problem::path).toList());
  }

  private List<Category> refused(Map<String, Object> visitType) {
    return ((WriteResult.Refused) write(visitType)).reasons().stream().map(Problem::category).toList();
  }

  private WriteResult write(Map<String, Object> visitType) {
    Map<String, Object> fields = new HashMap<>(FIELDS);
    fields.put("visitType", visitType);
    return write(LOCAL, fields);
  }

  private WriteResult write(Overlay overlay, Map<String, Object> fields) {
    return mapper.create(INVENTED, overlay, "fhir", RecordType.APPOINTMENT, fields,
        new WriteContext(ZoneOffset.UTC, Map.of("rec-1", "Patient/1")));
  }

  private ReadResult.Mapped read(Overlay overlay, String code) {
    return read(overlay, code, "");
  }

  /** @param more behind the first extension */
  private ReadResult.Mapped read(Overlay overlay, String code, String more) {
    String json = """
        {"resourceType": "Appointment", "id": "1", "start": "2026-11-25T09:00:00Z",
         "extension": [{"url": "https://lantern.example/state", "valueCode": "%s"}%s], "basedOn": [{"reference": "Patient/1"}],
         "serviceCategory": [{"coding": [{"system": "https://lantern.example/kinds", "code": "%s"}]}]}"""
        .formatted(INVENTED.maps().get("state-booking").entries().getFirst().source(), more, code);
    return (ReadResult.Mapped) mapper.read(INVENTED, overlay, "fhir", json.getBytes(StandardCharsets.UTF_8),
        new ReadContext(ZoneOffset.UTC, (type, id) -> id));
  }
}
