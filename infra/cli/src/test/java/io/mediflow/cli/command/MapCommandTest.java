package io.mediflow.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MapCommandTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String PATIENT = """
      {"resourceType": "Patient", "id": "p1", "meta": {"versionId": "3", "lastUpdated": "2026-01-02T03:04:05Z"},
       "name": [{"use": "official", "family": "Invented", "given": ["Ida"]}], "birthDate": "1990-02-03", "gender": "female",
       "maritalStatus": {"coding": [{"code": "ODD"}]}, "photo": [{"title": "x"}]}""";
  private static final String COVERAGE = """
      {"resourceType": "Coverage", "id": "c1", "status": "active", "beneficiary": {"reference": "Patient/p1"},
       "payor": [{"display": "Invented Mutual"}]}""";

  @TempDir private Path folder;

  @Test
  void aResourceBecomesARecordWithItsProblems() throws IOException {
    JsonNode line = map(PATIENT).getFirst();
    assertEquals("Invented", line.at("/records/0/fields/familyName").asText());
    assertEquals("p1", line.at("/records/0/sourceId").asText());
    assertEquals("2026-01-02T03:04:05Z", line.at("/records/0/lastUpdated").asText());
    assertEquals("code-invalid", line.at("/records/0/problems/0/category").asText());
    assertTrue(line.at("/records/0/package").asText().startsWith("smart-r4@1."));
    assertFalse(line.has("loss"));
    assertEquals("[\"Patient.photo[0].title\"]", map(PATIENT, "--loss").getFirst().path("loss").toString());
  }

  @Test
  void eachInputOfABundleOrOfNdjsonHasItsLine() throws IOException {
    String bundle = "{\"resourceType\": \"Bundle\", \"entry\": [{\"resource\": " + PATIENT + "}, {\"resource\": " + COVERAGE
        + "}, {\"resource\": {\"resourceType\": \"Device\", \"id\": \"d\"}}]}";
    List<JsonNode> lines = map(bundle);
    assertEquals(List.of(1, 2, 3), lines.stream().map(one -> one.path("at").asInt()).toList());
    assertEquals("patient/p1", lines.get(1).at("/records/0/fields/patient").asText());
    assertEquals("Device", lines.get(2).path("skipped").asText());
    assertEquals(2, map(PATIENT.replace("\n", "") + "\n" + COVERAGE.replace("\n", "")).size());
    assertEquals(List.of("Patient", "", "Device"),
        map(bundle, "--record", "coverage").stream().map(one -> one.path("skipped").asText()).toList());
  }

  @Test
  void aFolderIsTakenInOrder() throws IOException {
    Files.writeString(folder.resolve("b.json"), COVERAGE);
    Files.writeString(folder.resolve("a.json"), PATIENT);

    assertEquals(List.of("patient", "coverage"), lines(Ran.of("map", "--package", "smart-r4", folder).well()).stream()
        .map(one -> one.at("/records/0/type").asText()).toList());
  }

  @Test
  void whatCannotBeMappedIsListedAndTheExitCodeSaysSo() throws IOException {
    Ran ran = Ran.of("map", "--package", "smart-r4", file("{\"resourceType\": \"Coverage\", \"id\": \"c2\"}\n" + COVERAGE.replace("\n", "")));
    assertEquals(1, ran.exitCode());
    assertEquals("required", lines(ran).getFirst().at("/problems/0/category").asText());
    assertEquals(1, lines(ran).get(1).path("records").size());
    for (String bad : List.of("{\"resourceType\":", "", "[1]", "\u0000\u0001")) {
      ran = Ran.of("map", "--package", "smart-r4", file(bad));
      assertEquals(1, ran.exitCode(), bad);
      assertEquals(1, lines(ran).getFirst().path("problems").size(), bad);
    }
    Ran.of("map", "--package", "smart-r4", file("")).failed(1, "could not be mapped");
    assertTrue(remedy("smart-r4", file("")).startsWith("It is empty"));
    assertTrue(remedy("smart-r4", file("[" + PATIENT + "]")).contains("on each line, or in a Bundle"));
    assertTrue(remedy("athenahealth", file("{\"patientid\": \"1\"}")).contains("name the record type"));
    Path latin = Files.write(folder.resolve("latin.json"), PATIENT.replace("Invented", "\u00c6r\u00f8").getBytes(StandardCharsets.ISO_8859_1));
    assertTrue(remedy("smart-r4", latin).contains("its characters are not UTF-8"));
  }

  private static String remedy(String name, Path file) throws IOException {
    return lines(Ran.of("map", "--package", name, file)).getFirst().at("/problems/0/remedy").asText();
  }

  @Test
  void aBlankOrBrokenFirstLineOfNdjsonTakesNoOtherWithIt() throws IOException {
    String others = PATIENT.replace("\n", "") + "\n" + COVERAGE.replace("\n", "") + "\n";
    assertEquals(List.of(2, 3), map("\n" + others).stream().map(one -> one.path("at").asInt()).toList());
    for (String broken : List.of("{\"resourceType\":", "garbage", "{\"resourceType\": \"Slot\"},", "\n[[")) {
      Ran ran = Ran.of("map", "--package", "smart-r4", file(broken + "\n" + others));
      ran.failed(1, "1 could not be mapped, in 3 inputs");
      int number = broken.startsWith("\n") ? 2 : 1;
      assertEquals(List.of(number, number + 1, number + 2), lines(ran).stream().map(one -> one.path("at").asInt()).toList(), broken);
      assertEquals(List.of(0, 1, 1), lines(ran).stream().map(one -> one.path("records").size()).toList(), broken);
      assertEquals(1, lines(ran).getFirst().path("problems").size(), broken);
    }
    assertEquals(1, lines(Ran.of("map", "--package", "smart-r4", file(PATIENT.substring(0, PATIENT.length() - 2)))).size(),
        "one value over several lines that is cut off");
  }

  @Test
  void whatIsMappedCanBeWrittenBack() throws IOException {
    Path mapped = Files.writeString(folder.resolve("records.json"), Ran.of("map", "--package", "smart-r4", file(COVERAGE)).well().out());
    JsonNode line = lines(Ran.of("map", "--package", "smart-r4", "--reverse", mapped).well()).getFirst();

    assertEquals("Coverage", line.at("/written/resourceType").asText());
    assertEquals("Patient/p1", line.at("/written/beneficiary/reference").asText());
    String bundle = "{\"resourceType\": \"Bundle\", \"entry\": [{\"resource\": {\"resourceType\": \"Device\", \"id\": \"d\"}}]}\n\n";
    Files.writeString(mapped, Ran.of("map", "--package", "smart-r4", file(bundle)).well().out());
    assertEquals(List.of(), lines(Ran.of("map", "--package", "smart-r4", "--reverse", mapped).well()), "what was skipped holds no record");
    assertEquals("structure", lines(Ran.of("map", "--package", "smart-r4", "--reverse", file("{\"type\": \"shoe\"}")))
        .getFirst().at("/problems/0/category").asText());
  }

  @Test
  void everyMistakeIsASentence() throws IOException {
    Ran.of("map", file(PATIENT)).failed(2, "Say which EHR package maps");
    Ran.of("map", "--package", "smart-r5", file(PATIENT)).failed(2, "There is no EHR package smart-r5; there are: ");
    Ran.of("map", "--package", "smart-r4", folder.resolve("none")).failed(2, "There is no file");
    Ran.of("map", "--package", "smart-r4", Files.createDirectory(folder.resolve("empty"))).failed(1, "holds no file to map");
    Ran.of("map", "--package", "smart-r4", "--record", "invoice", file(PATIENT)).failed(2, "There is no record type invoice");
    Ran.of("map", "--package", "smart-r4", "--interface", "soap", file(PATIENT)).failed(2, "has no interface soap; it has fhir");
    Ran.of("map", "--package", "smart-r4", "--zone", "Eastern", file(PATIENT)).failed(1, "There is no time zone Eastern");
    Ran.of("map", "--package", "smart-r4", "--overlay", folder.resolve("none"), file(PATIENT)).failed(2, "There is no file");
    Ran.of("map", "--package", "smart-r4", "--overlay", file("nonsense"), file(PATIENT)).failed(1, "cannot be used: overlay");
  }

  private List<JsonNode> map(String text, String... more) throws IOException {
    Object[] call = Stream.concat(Stream.of("map", "--package", "smart-r4", file(text).toString()), Arrays.stream(more)).toArray();
    return lines(Ran.of(call).well());
  }

  private static List<JsonNode> lines(Ran ran) throws IOException {
    try (var values = JSON.readerFor(JsonNode.class).<JsonNode>readValues(ran.out())) {
      return values.readAll();
    }
  }

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("resources.json"), text);
  }
}
