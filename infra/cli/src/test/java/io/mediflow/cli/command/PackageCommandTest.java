package io.mediflow.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackageCommandTest {

  private static final String PATIENT = """
      {"resourceType": "Patient", "id": "secret-id", "name": [{"use": "official", "family": "Invented", "given": ["Ida"]}],
       "birthDate": "1990-02-03", "gender": "female"}""";

  @TempDir private Path place;
  private Path next;

  @BeforeEach
  void anotherPackage() throws IOException {
    next = Files.createDirectories(place.resolve("next/fhir")).getParent();
    write("package.yaml", """
        name: next
        version: 2.0.0
        title: Next
        product: Next
        versions: ["1"]
        interfaces:
          fhir: {auth: none, timeout: PT20S}
        records:
          patient:
            fhir: {strategies: [rest-hook]}
        """);
    write("fhir/patient.yaml", "base: smart-r4/fhir/patient.yaml\nwithout: [birthDate]\n");
    write("maps.yaml", "base: smart-r4\n");
    write("operations.yaml", "patient.update: {record: patient, verb: update, allowed: [email], settle: PT5S}\n");
    write("errors.yaml", "base: smart-r4\n");
    write("README.md", "# Next\n");
  }

  @Test
  void theListSaysWhatIsReadAndWritten() {
    String out = Ran.of("package", "list").well().out();
    assertTrue(out.contains("smart-r4@1."), out);
    assertTrue(out.lines().anyMatch(one -> one.matches("  appointment +fhir +cancel, check-in, confirm, create, .*")), out);
  }

  @Test
  void goldenCasesAreMadeAndThenHeld() throws IOException {
    write("golden/fhir/read/whole/input.json", PATIENT);
    Ran.of("package", "test", next).failed(1, "1 of 1 cases differ");
    assertTrue(Ran.of("package", "test", next, "--write").well().out().contains("1 case holds, 1 of them written now"));
    assertTrue(Ran.of("package", "test", next).well().out().contains("1 case holds\n"));

    write("golden/fhir/read/whole/input.json", PATIENT.replace("Ida", "Ada"));
    Ran differs = Ran.of("package", "test", next);
    differs.failed(1, "1 of 1 cases differ");
    assertTrue(differs.out().contains("DIFFERS fhir/read/whole: it comes to"), differs.out());
    Files.move(next.resolve("golden/fhir"), next.resolve("golden/soap"));
    Ran.of("package", "test", next).failed(1, "is named as no interface of next; it has fhir");
  }

  @Test
  void lintTellsEveryFileAndExitsWithOne() throws IOException {
    assertEquals(next + ": no problems\n", Ran.of("package", "lint", next).well().out().replace("\r", ""));
    assertTrue(Ran.of("package", "lint").well().out().contains("smart-r4: no problems"));
    write("maps.yaml", "base: smart-r4\nsex: {entries: [{source: a}]}\n");
    write("errors.yaml", "bases: smart-r4\n");

    Ran ran = Ran.of("package", "lint", next, "smart-r4");

    ran.failed(1, "2 problems found");
    assertTrue(ran.out().contains("next/maps.yaml:2: 'target' is missing"), ran.out());
    assertTrue(ran.out().contains("next/errors.yaml:1: there is no key 'bases' here"), ran.out());
  }

  @Test
  void diffNamesRowsAndWhatInputsWouldBecome() throws IOException {
    Path inputs = Files.createDirectory(place.resolve("inputs"));
    Files.writeString(inputs.resolve("a.json"), PATIENT);
    Files.writeString(inputs.resolve("b.json"), PATIENT.replace("\"birthDate\": \"1990-02-03\", ", ""));

    String out = Ran.of("package", "diff", "smart-r4", next, "--records", inputs).well().out();

    assertTrue(out.contains("  removed  patient by fhir: birthDate\n"), out);
    assertTrue(out.contains("a.json: patient: birthDate\n"), out);
    assertTrue(out.contains("1 of 2 inputs would be mapped otherwise"), out);
    assertFalse(out.contains("1990") || out.contains("secret-id"), "a value of a patient is never printed");
    assertTrue(Ran.of("package", "diff", "smart-r4", "smart-r4@1").well().out().contains("nothing differs"));
    Files.writeString(inputs.resolve("c.json"), "{\"resourceType\": \"Slot\", \"id\": \"s\", \"status\": \"free\"}");
    out = Ran.of("package", "diff", "smart-r4", next, "--records", inputs, "--record", "slot").well().out();
    assertTrue(out.contains("0 of 1 inputs would be mapped otherwise"), out);
  }

  @Test
  void everyMistakeIsASentence() throws IOException {
    Ran.of("package").failed(2, "Say what to do: list, lint, test or diff.");
    Ran.of("package", "lint", "nobody").failed(2, "There is no package nobody");
    Ran.of("package", "lint", place.resolve("none/")).failed(2, "There is no folder");
    Ran.of("package", "diff", "smart-r4").failed(2, "Missing required parameter: 'B'");
    Ran.of("package", "diff", "smart-r4", "smart-r4@9.9.9").failed(2, "There is no EHR package smart-r4@9.9.9 in this build");
    Ran.of("package", "diff", "smart-r4", "smart-r4", "--zone", "UTC").failed(2, "name them with --records DIR");
    Ran.of("package", "diff", "smart-r4", "smart-r4", "--records", place.resolve("none")).failed(2, "There is no file");
    write("errors.yaml", "bases: smart-r4\n");
    Ran.of("package", "diff", "smart-r4", next).failed(1, "See all with: mediflow package lint");
  }

  private void write(String file, String text) throws IOException {
    Files.createDirectories(next.resolve(file).getParent());
    Files.writeString(next.resolve(file), text);
  }
}
