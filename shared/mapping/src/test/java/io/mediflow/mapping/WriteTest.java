package io.mediflow.mapping;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.flipkart.zjsonpatch.JsonPatch;
import io.mediflow.model.record.Problem;
import io.mediflow.model.record.Problem.Category;
import io.mediflow.model.record.RecordType;
import io.mediflow.packages.EhrPackage;
import io.mediflow.packages.Overlay;
import io.mediflow.packages.OverlayParser;
import io.mediflow.packages.Packages;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WriteTest {

  private static final EhrPackage SMART = Packages.bundled().find("smart-r4", 1).orElseThrow();
  private static final WriteContext CONTEXT =
      new WriteContext(ZoneId.of("America/New_York"), Map.of("rec-ana", "Patient/p1"));
  private static final ObjectMapper JSON = ResourceJson.MAPPER;

  /** What is here and not in the table must come through every change. */
  private static final String PATIENT = """
      {"resourceType": "Patient", "id": "p1", "meta": {"versionId": "7", "profile": ["urn:profile"]},
       "text": {"status": "generated", "div": "<div xmlns='http://www.w3.org/1999/xhtml'>x</div>"},
       "contained": [{"resourceType": "Organization", "id": "o"}],
       "extension": [{"url": "urn:unknown", "extension": [{"url": "deep", "valueDecimal": 1.50}]}],
       "name": [{"use": "old", "family": "Before"}, {"use": "official", "family": "Rivera", "given": ["Ana", "Luz"]}],
       "telecom": [{"system": "phone", "use": "work", "value": "+16175550111"},
                   {"system": "phone", "use": "home", "value": "+16175550122", "extension": [{"url": "urn:keep", "valueCode": "k"}],
                    "_value": {"extension": [{"url": "urn:verified", "valueBoolean": true}]}}],
       "address": [{"use": "home", "line": ["1 Main St", "Apt 2"], "_line": [{"id": "a"}, {"id": "b"}], "city": "Boston"}],
       "birthDate": "1980-02-29", "_birthDate": {"extension": [{"url": "urn:time", "valueDateTime": "1980-02-29T10:00:00Z"}]}}
      """;

  private final Mapper mapper = new Mapper();

  /** Of both forms of a reference, {@code record-id} as in a feed and {@code record-reference} as in FHIR. */
  @ParameterizedTest
  @CsvSource({"hl7v2, feed", "smart-r4, fhir"})
  void theRecordIdsThatAreWrittenAreAskedFor(String name, String interfaceName) {
    EhrPackage ehr = Packages.bundled().find(name, 1).orElseThrow();
    Map<String, Object> fields = Map.of("patient", "rec-ana", "encounter", "rec-visit", "title", "rec-none");

    assertEquals(Set.of("rec-ana", "rec-visit"), mapper.references(ehr, Overlay.NONE, interfaceName, RecordType.NOTE, fields));
  }

  @Test
  void aNullIsAPlaceWhereNothingIs() throws IOException {
    JsonNode after = updated("""
        {"resourceType": "Patient", "id": "p1", "address": null}""", Map.of("city", "Salem"));

    assertEquals("Salem", after.at("/address/0/city").asText());
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      homePhone   | +16175550199 | /telecom/1/value
      workPhone   | +16175550199 | /telecom/0/value
      mobilePhone | +16175550199 | /telecom/2/value
      email       | a@b.example  | /telecom/2/value
      familyName  | Rivera Soto  | /name/1/family
      givenName   | Anna         | /name/1/given/0
      nickname    | Annie        | /name/2/given/0
      city        | Salem        | /address/0/city
      state       | MA           | /address/0/state
      sex         | female       | /gender
      birthDate   | 1980-03-01   | /birthDate
      """)
  void oneFieldChangesAndNothingElse(String field, String value, String pointer) throws IOException {
    JsonNode after = updated(PATIENT, Map.of(field, value));

    assertEquals(value, after.at(pointer).asText());
    assertEquals(Map.of(field, value), changedFields(PATIENT, after));
    for (String untouched : List.of("/meta", "/text", "/contained", "/extension", "/name/0", "/telecom/1/extension")) {
      assertEquals(JSON.readTree(PATIENT).at(untouched), after.at(untouched));
    }
    assertTrue(after.toString().contains("1.50"), "numbers keep their digits");
  }

  @Test
  void aNewElementHoldsWhatItsWhereNames() throws IOException {
    assertEquals(JSON.readTree("""
        {"system": "phone", "use": "mobile", "value": "+16175550199"}"""),
        updated(PATIENT, Map.of("mobilePhone", "+16175550199")).at("/telecom/2"));
  }

  @Test
  void theElementThatIsReadIsTheOneThatIsChanged() throws IOException {
    String plain = """
        {"resourceType": "Patient", "id": "1", "name": [{"family": "A"}], "telecom": [{"system": "phone", "value": "1"}]}""";

    JsonNode after = updated(plain, Map.of("familyName", "B", "homePhone", "+16175550199"));

    assertEquals(JSON.readTree("""
        {"resourceType": "Patient", "id": "1", "name": [{"family": "B"}],
         "telecom": [{"system": "phone", "value": "+16175550199"}]}"""), after);
  }

  @Test
  void extensionsOfAPrimitiveGoWithItsValue() throws IOException {
    assertTrue(updated(PATIENT, Map.of("birthDate", "1980-03-01")).path("_birthDate").isMissingNode());
    assertEquals(JSON.readTree("[{\"id\": \"a\"}, null, null]"),
        updated(PATIENT, Map.of("addressLines", List.of("1 Main St", "Apt 3", "Rear"))).at("/address/0/_line"));
    assertTrue(updated(PATIENT, Map.of("addressLines", List.of("2 Main St"))).at("/address/0/_line").isMissingNode());
  }

  @Test
  void everyChangeOfThePatchStandsBehindATest() throws IOException {
    WriteResult.Ready ready = ready(mapper.update(SMART, Overlay.NONE, "fhir", RecordType.PATIENT, bytes(PATIENT),
        Map.of("homePhone", "+16175550199", "mobilePhone", "+16175550188", "state", "MA"), CONTEXT));

    assertEquals(JSON.readTree("""
        [{"op": "test", "path": "/telecom", "value": %s},
         {"op": "test", "path": "/address/0", "value": %s},
         {"op": "test", "path": "/telecom/1/value", "value": "+16175550122"},
         {"op": "replace", "path": "/telecom/1/value", "value": "+16175550199"},
         {"op": "test", "path": "/telecom/1/_value", "value": {"extension": [{"url": "urn:verified", "valueBoolean": true}]}},
         {"op": "remove", "path": "/telecom/1/_value"},
         {"op": "add", "path": "/telecom/2", "value": {"system": "phone", "use": "mobile", "value": "+16175550188"}},
         {"op": "add", "path": "/address/0/state", "value": "MA"}]
        """.formatted(JSON.readTree(PATIENT).path("telecom"), JSON.readTree(PATIENT).at("/address/0"))),
        JSON.readTree(ready.patch()));
  }

  @Test
  void aPatchDoesNothingToAResourceThatMovedOn() throws IOException {
    JsonNode patch = JSON.readTree(ready(mapper.update(SMART, Overlay.NONE, "fhir", RecordType.PATIENT, bytes(PATIENT),
        Map.of("homePhone", "+16175550199"), CONTEXT)).patch());
    JsonNode moved = JSON.readTree(PATIENT.replace("+16175550122", "+16175550133"));

    org.junit.jupiter.api.Assertions.assertThrows(
        com.flipkart.zjsonpatch.JsonPatchApplicationException.class, () -> JsonPatch.apply(patch, moved));
  }

  @Test
  void whatIsSoAlreadyNeedsNoPatch() {
    assertEquals("[]", new String(ready(mapper.update(SMART, Overlay.NONE, "fhir", RecordType.PATIENT, bytes(PATIENT),
        Map.of("familyName", "Rivera", "addressLines", List.of("1 Main St", "Apt 2")), CONTEXT)).patch(), StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      familyName | ''          | VALUE
      familyName | '  '        | VALUE
      homePhone  | call me     | VALUE
      sex        | strange     | CODE_INVALID
      birthDate  | 1980-02-30  | VALUE
      mrn        | 1           | NOT_SUPPORTED
      shoeSize   | 1           | NOT_SUPPORTED
      addressLines | 1 Main St | VALUE
      """)
  void whatCannotBeWrittenIsRefused(String field, String value, Category category) {
    List<Problem> reasons = refused(mapper.update(
        SMART, Overlay.NONE, "fhir", RecordType.PATIENT, bytes(PATIENT), Map.of(field, value), CONTEXT));

    assertEquals(List.of(category), reasons.stream().map(Problem::category).toList());
    assertEquals(field, reasons.getFirst().path());
  }

  @Test
  void blanksOfEverySortAreRefused() {
    for (Object blank : List.of(List.of(), List.of(" "), Map.of(), Map.of("code", ""))) {
      refused(mapper.update(SMART, Overlay.NONE, "fhir", RecordType.PATIENT, bytes(PATIENT), Map.of("addressLines", blank), CONTEXT));
    }
  }

  @Test
  void anotherResourceThanTheRecordsIsRefused() {
    for (String other : List.of("{\"resourceType\": \"Coverage\"}", "{", "[]", "{\"resourceType\": \"Patient\", \"name\": \"x\"}",
        "{\"resourceType\": \"Patient\", \"name\": {\"family\": \"x\"}}")) {
      refused(mapper.update(SMART, Overlay.NONE, "fhir", RecordType.PATIENT, bytes(other), Map.of("familyName", "A"), CONTEXT));
    }
  }

  @Test
  void aBookingIsBuilt() throws IOException {
    Map<String, Object> fields = Map.of("patient", "rec-ana", "status", "booked", "start", "2026-01-31T09:00:00-05:00",
        "end", "2026-01-31T09:30", "practitioner", "Practitioner/d1", "slot", "Slot/s1", "externalId", "abc",
        "visitType", Map.of("system", "urn:v", "code", "new", "display", "New"), "reason", "Cough", "durationMinutes", 30);

    assertEquals(Set.of("rec-ana"), mapper.references(SMART, Overlay.NONE, "fhir", RecordType.APPOINTMENT, fields));
    WriteResult.Ready ready = ready(mapper.create(SMART, Overlay.NONE, "fhir", RecordType.APPOINTMENT, fields, CONTEXT));

    assertEquals(0, ready.patch().length);
    assertEquals(JSON.readTree("""
        {"resourceType": "Appointment", "status": "booked", "start": "2026-01-31T09:00:00-05:00",
         "end": "2026-01-31T09:30:00-05:00", "minutesDuration": 30,
         "appointmentType": {"coding": [{"system": "urn:v", "code": "new", "display": "New"}]},
         "reasonCode": [{"text": "Cough"}], "slot": [{"reference": "Slot/s1"}],
         "participant": [{"status": "accepted", "actor": {"reference": "Patient/p1"}},
                         {"status": "accepted", "actor": {"reference": "Practitioner/d1"}}],
         "identifier": [{"system": "urn:mediflow:external-id", "value": "abc"}]}"""), JSON.readTree(ready.resource()));
  }

  @Test
  void aCreateNeedsItsRequiredFieldsAndKnownReferences() {
    assertEquals(List.of("patient", "status", "start"), refused(
        mapper.create(SMART, Overlay.NONE, "fhir", RecordType.APPOINTMENT, Map.of("comment", "x"), CONTEXT)).stream().map(Problem::path).toList());
    assertEquals(Category.NOT_FOUND, refused(mapper.create(SMART, Overlay.NONE, "fhir", RecordType.COVERAGE,
        Map.of("patient", "rec-nobody", "status", "active"), CONTEXT)).getFirst().category());
  }

  @Test
  void onlyEquivalentCodesAreWritten() throws IOException {
    String booked = """
        {"resourceType": "Appointment", "id": "a", "status": "booked", "start": "2026-01-31T09:00:00Z",
         "participant": [{"actor": {"reference": "Patient/p1"}}]}""";
    assertEquals("checked-in", JSON.readTree(ready(mapper.update(SMART, Overlay.NONE, "fhir", RecordType.APPOINTMENT, bytes(booked),
        Map.of("flowStatus", "checked-in"), CONTEXT)).resource()).path("status").asText());
    assertEquals(Category.CODE_INVALID, refused(mapper.update(SMART, Overlay.NONE, "fhir", RecordType.APPOINTMENT, bytes(booked),
        Map.of("flowStatus", "none"), CONTEXT)).getFirst().category());
    assertEquals("pat", JSON.readTree(ready(mapper.update(SMART, Overlay.NONE, "fhir", RecordType.APPOINTMENT, bytes(booked),
        Map.of("status", "cancelled", "cancelKind", "patient"), CONTEXT)).resource())
        .at("/cancelationReason/coding/0/code").asText());
  }

  @Test
  void aReferenceIsReplacedWhole() throws IOException {
    String booked = """
        {"resourceType": "Appointment", "id": "a", "status": "booked", "start": "2026-01-31T09:00:00Z", "participant": [
          {"actor": {"reference": "Patient/p1", "display": "Ana"}, "status": "accepted"},
          {"actor": {"reference": "Practitioner/d1", "display": "Dr. One"}, "status": "tentative"}]}""";

    assertEquals(JSON.readTree("""
        {"actor": {"reference": "Practitioner/d2"}, "status": "tentative"}"""), JSON.readTree(ready(mapper.update(SMART, Overlay.NONE,
        "fhir", RecordType.APPOINTMENT, bytes(booked), Map.of("practitioner", "Practitioner/d2"), CONTEXT)).resource()).at("/participant/1"));
  }

  @Test
  void aPracticesOwnFieldIsWrittenToo() throws IOException {
    Overlay overlay = OverlayParser.parse("""
        version: 1
        patient:
          - {field: custom.pharmacy, path: extension('urn:pharmacy').value.ofType(string), codec: text}
        """);
    WriteResult.Ready ready = ready(mapper.update(SMART, overlay, "fhir", RecordType.PATIENT, bytes(PATIENT),
        Map.of("custom", Map.of("pharmacy", "Corner")), CONTEXT));

    assertEquals(JSON.readTree("{\"url\": \"urn:pharmacy\", \"valueString\": \"Corner\"}"),
        JSON.readTree(ready.resource()).at("/extension/1"));
    String coded = PATIENT.replace("\"url\": \"urn:unknown\", \"extension\": [{\"url\": \"deep\", \"valueDecimal\": 1.50}]",
        "\"url\": \"urn:pharmacy\", \"valueCode\": \"corner\"");
    refused(mapper.update(SMART, overlay, "fhir", RecordType.PATIENT, bytes(coded), Map.of("custom.pharmacy", "Corner"), CONTEXT));
  }

  private JsonNode updated(String before, Map<String, Object> changes) throws IOException {
    WriteResult.Ready ready =
        ready(mapper.update(SMART, Overlay.NONE, "fhir", RecordType.PATIENT, bytes(before), changes, CONTEXT));
    JsonNode exact = ResourceJson.MAPPER.readTree(ready.resource());
    assertEquals(exact, JsonPatch.apply(ResourceJson.MAPPER.readTree(ready.patch()), ResourceJson.MAPPER.readTree(before)),
        "the patch makes the same resource");
    assertArrayEquals(ready.resource(), ResourceJson.bytes(exact));
    return exact;
  }

  /** The record's fields that differ, with what they are now. */
  private Map<String, Object> changedFields(String before, JsonNode after) {
    ReadContext reading = new ReadContext(CONTEXT.zone(), (type, id) -> id);
    Map<String, Object> was = ((ReadResult.Mapped) mapper.read(SMART, Overlay.NONE, "fhir", bytes(before), reading)).fields();
    Map<String, Object> is = new java.util.HashMap<>(
        ((ReadResult.Mapped) mapper.read(SMART, Overlay.NONE, "fhir", bytes(after.toString()), reading)).fields());
    is.entrySet().removeAll(was.entrySet());
    return is;
  }

  private static byte[] bytes(String json) {
    return json.getBytes(StandardCharsets.UTF_8);
  }

  private static WriteResult.Ready ready(WriteResult result) {
    return assertInstanceOf(WriteResult.Ready.class, result, result::toString);
  }

  private static List<Problem> refused(WriteResult result) {
    return assertInstanceOf(WriteResult.Refused.class, result, result::toString).reasons();
  }
}
