package io.mediflow.mapping;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mediflow.model.record.Problem;
import io.mediflow.model.record.Problem.Category;
import io.mediflow.model.record.RecordType;
import io.mediflow.model.terminology.AskedCodes;
import io.mediflow.model.terminology.Code;
import io.mediflow.model.terminology.CodeSystems;
import io.mediflow.model.terminology.Concept;
import io.mediflow.model.terminology.Terminology;
import io.mediflow.packages.EhrPackage;
import io.mediflow.packages.Overlay;
import io.mediflow.packages.OverlayParser;
import io.mediflow.packages.Packages;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReadTest {

  private static final EhrPackage SMART = Packages.bundled().find("smart-r4", 1).orElseThrow();
  private static final ReadContext CONTEXT =
      new ReadContext(ZoneId.of("America/New_York"), (type, id) -> type.label() + "-" + id);
  private static final String PATIENT = """
      {"resourceType": "Patient", "id": "p1",
       "meta": {"versionId": "7", "lastUpdated": "2026-02-01T08:00:00.250-05:00",
                "security": [{"system": "urn:labels", "code": "R"}]},
       "text": {"status": "generated", "div": "<div>unclosed"},
       "contained": [{"resourceType": "Organization", "id": "o"}],
       "extension": [{"url": "https://practice.example/pharmacy", "valueString": "Corner"}],
       "name": [{"use": "official", "family": "Rivera", "given": ["Ana", "Luz"]}], "birthDate": "1980-02-29"}
      """;

  private final Mapper mapper = new Mapper();

  @Test
  void aRecordCarriesWhereItCameFromAndItsMarks() {
    ReadResult.Mapped mapped = mapped(PATIENT, Overlay.NONE);

    assertEquals("p1", mapped.sourceId());
    assertEquals("7", mapped.sourceVersion());
    assertEquals(OptionalLong.of(1769950800250L), mapped.lastUpdated());
    assertEquals(Set.of("urn:labels|R"), mapped.securityMarks());
    assertEquals(Map.of("givenName", "Ana", "middleName", "Luz", "familyName", "Rivera", "birthDate", "1980-02-29"),
        mapped.fields());
    assertEquals(List.of(), mapped.problems());
  }

  @Test
  void aCodeThatTheLoadedReleaseLacksStaysAndIsMarked() {
    byte[] condition = """
        {"resourceType": "Condition", "id": "c1", "subject": {"reference": "Patient/p1"},
         "code": {"coding": [{"system": "http://hl7.org/fhir/sid/icd-10-cm", "code": "Z99.ODD"}]}}"""
        .getBytes(StandardCharsets.UTF_8);
    Code odd = new Code(CodeSystems.ICD_10_CM, "Z99.ODD");
    AskedCodes asked = new AskedCodes();

    assertEquals(List.of(), problems(condition, asked));
    assertEquals(Set.of(odd), asked.codes());
    assertEquals(List.of(), problems(condition, Terminology.of(Map.of(), Set.of(CodeSystems.CVX))), "another system is loaded");
    assertEquals(List.of(), problems(condition, Terminology.of(
        Map.of(odd, new Concept(odd, "Odd", true, List.of())), CodeSystems.LISTED)));
    List<Problem> marked = problems(condition, Terminology.of(Map.of(), CodeSystems.LISTED));
    assertEquals(List.of("CODE_INVALID code"), marked.stream().map(one -> one.category() + " " + one.path()).toList());
    assertFalse(marked.getFirst().remedy().contains("Z99"), "a problem has no value");
  }

  private List<Problem> problems(byte[] resource, Terminology known) {
    ReadResult.Mapped mapped = assertInstanceOf(ReadResult.Mapped.class,
        mapper.read(SMART, Overlay.NONE, "fhir", resource, CONTEXT.with(known)));
    assertEquals("Z99.ODD", ((Map<?, ?>) mapped.fields().get("code")).get("code"));
    return mapped.problems();
  }

  @Test
  void aTextWhereAGroupHasObjectsIsTold() {
    ReadResult.Mapped mapped = mapped("""
        {"resourceType": "AllergyIntolerance", "id": "a1", "patient": {"reference": "Patient/p1"}, "reaction": ["hives"]}""",
        Overlay.NONE);

    assertEquals(Map.of("patient", "patient-p1"), mapped.fields());
    assertEquals(List.of("reactions"), mapped.problems().stream().map(Problem::path).toList());
  }

  @Test
  void whatAnObjectOfAListLacksClearsNoFieldOfTheRecord() {
    byte[] message = String.join("\r", "MSH|^~\\&|PM|ELM|MEDIFLOW|MEDIFLOW|20260316083000||DFT^P03^DFT_P03|G-1|P|2.5.1",
        "PID|1||E1^^^PM^MR||Invented^Ida", "FT1|1|TX-1||20260323||CG|99213^^C4" + "|".repeat(12) + "I10^\"\"^I10")
        .getBytes(StandardCharsets.UTF_8);
    ReadResult charge = mapper.map(Packages.bundled().find("hl7v2", 1).orElseThrow(), Overlay.NONE, "feed",
        Optional.of(RecordType.CHARGE), message, CONTEXT).getFirst();

    assertEquals(Set.of(), assertInstanceOf(ReadResult.Mapped.class, charge).cleared());
  }

  @Test
  void onlyRecordsOfTheAskedTypeAreMapped() {
    byte[] patient = PATIENT.getBytes(StandardCharsets.UTF_8);
    assertEquals(1, mapper.map(SMART, Overlay.NONE, "fhir", Optional.of(RecordType.PATIENT), patient, CONTEXT).size());
    assertEquals(List.of(), mapper.map(SMART, Overlay.NONE, "fhir", Optional.of(RecordType.SLOT), patient, CONTEXT));
    assertEquals(List.of(), mapper.loss(SMART, Overlay.NONE, "fhir", Optional.of(RecordType.SLOT), patient, CONTEXT));
  }

  @Test
  void theHashIsOfTheContentAlone() {
    String other = PATIENT.replace("\"7\"", "\"8\"").replace("08:00:00.250", "09:00:00.250").replace("p1", "p2");
    assertEquals(mapped(PATIENT, Overlay.NONE).contentHash(), mapped(other, Overlay.NONE).contentHash());
    assertNotEquals(mapped(PATIENT, Overlay.NONE).contentHash(),
        mapped(PATIENT.replace("Rivera", "Riviera"), Overlay.NONE).contentHash());
    assertNotEquals(mapped(PATIENT, Overlay.NONE).contentHash(),
        mapped(PATIENT.replace("\"R\"", "\"V\""), Overlay.NONE).contentHash());
  }

  @Test
  void anOverlaysExpressionRunsAtOnce() {
    Overlay overlay = OverlayParser.parse("""
        version: 1
        patient:
          - field: custom.pharmacy
            path: extension('https://practice.example/pharmacy').value.ofType(string)
            codec: text
          - field: custom.initials
            path: name.first().given.select($this.substring(0, 1)).join('')
            codec: text
            direction: read
        """);

    assertEquals(Map.of("pharmacy", "Corner", "initials", "AL"), mapped(PATIENT, overlay).fields().get("custom"));
  }

  @Test
  void anOverlayRowThatCannotRunIsAProblemAndTheRecordStands() {
    Overlay overlay = OverlayParser.parse("""
        version: 1
        patient:
          - {field: custom.one, path: name.nonsense(), codec: text, direction: read}
          - {field: custom.two, path: birthDate, codec: code, map: nowhere}
          - {field: custom.three, path: birthDate, codec: text}
        """);

    ReadResult.Mapped mapped = mapped(PATIENT, overlay);

    assertEquals(mapped.problems(), mapper.check(SMART, overlay));
    assertEquals(Map.of("three", "1980-02-29"), mapped.fields().get("custom"));
    assertEquals(List.of("custom.one", "custom.two"), mapped.problems().stream().map(Problem::path).toList());
  }

  @Test
  void whatMayTurnTheMeaningRoundIsTold() {
    String modified = PATIENT.replace("\"birthDate\"", """
        "implicitRules": "urn:rules", "contact": [{"modifierExtension": [{"url": "urn:not"}]}], "birthDate\"""");

    assertEquals(List.of("Patient.implicitRules", "Patient.modifierExtension"),
        mapped(modified, Overlay.NONE).problems().stream().map(Problem::path).toList());
  }

  @Test
  void anUnusableTimeOfChangeIsNone() {
    ReadResult.Mapped mapped = mapped(PATIENT.replace("2026-02-01T08:00:00.250-05:00", "yesterday"), Overlay.NONE);

    assertEquals(OptionalLong.empty(), mapped.lastUpdated());
    assertEquals("Patient.meta.lastUpdated", mapped.problems().getFirst().path());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "null", "[]", "7", "\"text\"", "{}", "{", "{\"resourceType\": \"Patient\"", "{\"resourceType\": 7}",
      "{\"resourceType\": \"Patient\"}", "{\"resourceType\": \"Patient\", \"id\": \"a/b\"}",
      "{\"resourceType\": \"Patient\", \"id\": \"..\"}", "{\"resourceType\": \"Slot\", \"id\": \"1\"}",
      "{\"resourceType\": \"Patient\", \"id\": \"1\", \"id\": \"2\"}", "{\"resourceType\": \"Patient\", \"id\": \"1\"} {}",
      "{\"resourceType\": \"Appointment\", \"id\": \"1\", \"status\": \"booked\"}"})
  void whatCannotBeARecordIsRefused(String json) {
    assertRefused(json.getBytes(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"name\": 7", "\"name\": \"Ana\"", "\"name\": [[]]", "\"name\": [null]", "\"name\": {\"family\": [1]}",
      "\"meta\": []", "\"meta\": \"x\"", "\"extension\": {}", "\"extension\": [{\"valueString\": {}}]", "\"birthDate\": {\"a\": 1}",
      "\"telecom\": [{\"system\": [\"phone\"]}]", "\"_birthDate\": 5", "\"gender\": true", "\"active\": \"perhaps\"",
      "\"deceasedBoolean\": true, \"deceasedDateTime\": \"x\""})
  void noShapeOfRubbishThrows(String member) {
    ReadResult result = mapper.read(SMART, Overlay.NONE, "fhir",
        ("{\"resourceType\": \"Patient\", \"id\": \"1\", " + member + "}").getBytes(StandardCharsets.UTF_8), CONTEXT);
    assertTrue(result instanceof ReadResult.Mapped || result instanceof ReadResult.Refused);
  }

  @Test
  void bytesThatAreNoTextAreRefused() {
    assertRefused(new byte[] {(byte) 0xc3, 0x28, 0, 1});
    assertRefused("{\"resourceType\": \"Patient\", \"id\": \"Jos\u00e9\"}".getBytes(StandardCharsets.ISO_8859_1));
  }

  @Test
  void whatIsTooDeepOrTooLongIsRefused() {
    String deep = "{\"a\":".repeat(100_000) + "1" + "}".repeat(100_000);
    assertEquals(Category.TOO_LONG, assertRefused(deep.getBytes(StandardCharsets.UTF_8)).getFirst().category());
    assertEquals(Category.TOO_LONG, assertRefused(new byte[ResourceJson.MOST_BYTES + 1]).getFirst().category());
  }

  @Test
  void noProblemHoldsAValue() {
    String odd = PATIENT.replace("1980-02-29", "secret-day").replace("\"name\"",
        "\"gender\": \"secret-sex\", \"telecom\": [{\"system\": \"phone\", \"value\": \"secret-phone\"}], \"name\"");

    assertTrue(mapped(odd, Overlay.NONE).problems().stream().noneMatch(one -> one.toString().contains("secret")));
  }

  private ReadResult.Mapped mapped(String json, Overlay overlay) {
    ReadResult result = mapper.read(SMART, overlay, "fhir", json.getBytes(StandardCharsets.UTF_8), CONTEXT);
    return assertInstanceOf(ReadResult.Mapped.class, result, result::toString);
  }

  private List<Problem> assertRefused(byte[] bytes) {
    ReadResult result = mapper.read(SMART, Overlay.NONE, "fhir", bytes, CONTEXT);
    return assertInstanceOf(ReadResult.Refused.class, result, result::toString).reasons();
  }
}
