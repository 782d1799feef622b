package io.mediflow.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MapCommandTest {

  private static final String PATIENT = """
      {"resourceType": "Patient", "id": "p1", "meta": {"versionId": "3", "lastUpdated": "2026-01-02T03:04:05Z"},
       "name": [{"use": "official", "family": "Invented", "given": ["Ida"]}], "birthDate": "1990-02-03", "gender": "female",
       "maritalStatus": {"coding": [{"code": "ODD"}]}}""";
  private static final String COVERAGE = """
      {"resourceType": "Coverage", "id": "c1", "status": "active", "beneficiary": {"reference": "Patient/p1"},
       "payor": [{"display": "Invented Mutual"}]}""";

  @TempDir private Path folder;

  @Test
  void aResourceBecomesARecordWithItsProblems() throws IOException {
    JsonNode tree = map(PATIENT);
    assertEquals("Invented", tree.at("/records/0/fields/familyName").asText());
    assertEquals("p1", tree.at("/records/0/sourceId").asText());
    assertEquals("code-invalid", tree.at("/records/0/problems/0/category").asText());
    assertTrue(tree.path("package").asText().startsWith("smart-r4@1."));
  }

  @Test
  void aBundleAndNdjsonAreTakenWhole() throws IOException {
    String bundle = "{\"resourceType\": \"Bundle\", \"entry\": [{\"resource\": " + PATIENT + "}, {\"resource\": " + COVERAGE
        + "}, {\"resource\": {\"resourceType\": \"Device\", \"id\": \"d\"}}]}";
    JsonNode tree = map(bundle);
    assertEquals(2, tree.path("records").size());
    assertEquals("patient/p1", tree.at("/records/1/fields/patient").asText());
    assertEquals("Device/d", tree.at("/passedOver/0").asText());
    assertEquals(2, map(PATIENT.replace("\n", "") + "\n" + COVERAGE.replace("\n", "")).path("records").size());
    assertEquals(1, map(bundle, "--record", "coverage").path("records").size());
  }

  @Test
  void aResourceThatCannotBeMappedIsListedAndTheExitCodeSaysSo() throws IOException {
    Ran ran = Ran.of("map", "--package", "smart-r4", file("{\"resourceType\": \"Coverage\", \"id\": \"c2\"}"));
    assertEquals(1, ran.exitCode());
    assertEquals("Coverage/c2", new ObjectMapper().readTree(ran.out()).at("/refused/0/resource").asText());
  }

  @Test
  void everyMistakeIsASentence() throws IOException {
    Ran.of("map", "--package", "smart-r5", file(PATIENT)).failed(1, "There is no EHR package smart-r5; there are: smart-r4@1");
    Ran.of("map", "--package", "smart-r4", folder.resolve("none")).failed(1, "There is no file");
    Ran.of("map", "--package", "smart-r4", folder).failed(1, "cannot be read");
    Ran.of("map", "--package", "smart-r4", file("{\"resourceType\":")).failed(1, "is not JSON: line 1");
    Ran.of("map", "--package", "smart-r4", file("")).failed(1, "holds no FHIR resource");
    Ran.of("map", "--package", "smart-r4", file("[1]")).failed(1, "without a resourceType");
    Ran.of("map", "--package", "smart-r4", "--record", "invoice", file(PATIENT)).failed(2, "There is no record type invoice");
    Ran.of("map", "--package", "smart-r4", "--zone", "Eastern", file(PATIENT)).failed(1, "There is no time zone Eastern");
  }

  private JsonNode map(String text, String... more) throws IOException {
    Object[] call = java.util.stream.Stream.concat(
        java.util.stream.Stream.of("map", "--package", "smart-r4", file(text).toString()), java.util.Arrays.stream(more)).toArray();
    return new ObjectMapper().readTree(Ran.of(call).well().out());
  }

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("resources.json"), text);
  }
}
