package io.mediflow.packages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mediflow.model.record.RecordType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each file's mistake is told, whatever is wrong with the others. */
class PackageLintTest {

  @TempDir Path temporary;
  private Path folder;

  @BeforeEach
  void copyThePackage() throws IOException {
    folder = Files.createDirectory(temporary.resolve("mine"));
    Path original = Path.of("src", "main", "resources", "packages", "smart-r4");
    Files.createDirectory(folder.resolve("fhir"));
    try (Stream<Path> files = Files.walk(original, 2)) {
      for (Path file : files.filter(one -> one.toString().matches(".*\\.(yaml|md)")).toList()) {
        Files.copy(file, folder.resolve(original.relativize(file).toString()));
      }
    }
    spoil("package.yaml", "name: smart-r4", "name: mine");
  }

  @Test
  void everyPackageOfThisBuildIsSound() {
    for (EhrPackage one : Packages.bundled().all()) {
      assertEquals(List.of(), ResourceFolder.bundled(one.name(), PackageLint::problems).orElseThrow());
    }
  }

  @Test
  void theTemplateIsSoundAndNoBuildCarriesIt() {
    assertEquals(List.of(), ResourceFolder.bundled("_template", PackageLint::problems).orElseThrow());
    assertTrue(Packages.bundled().all().stream().noneMatch(one -> one.name().equals("_template")));
  }

  @Test
  void mistakesInSeveralFilesAreAllTold() throws IOException {
    spoil("fhir/patient.yaml", "codec: date", "codec: data");
    spoil("fhir/coverage.yaml", "argument: patient", "argument: person");
    spoil("maps.yaml", "source: male", "source: female");
    spoil("operations.yaml", "record: patient", "record: doctor");
    spoil("errors.yaml", "owner: caller", "owned: caller");

    assertFiles("maps.yaml", "fhir/patient.yaml", "fhir/coverage.yaml", "operations.yaml", "errors.yaml");
  }

  @Test
  void aMistakeInPackageYamlHidesNoOther() throws IOException {
    spoil("package.yaml", "version: 1.", "version: [1.");
    spoil("fhir/appointment.yaml", "codec: instant", "codec: instantly");
    spoil("errors.yaml", "owner: caller", "owned: caller");

    assertFiles("package.yaml", "errors.yaml", "fhir/appointment.yaml");
  }

  @Test
  void anUnreadableMapFileIsTheOnlyProblemOfItsTables() throws IOException {
    spoil("maps.yaml", "sex:", "sex: {");

    assertFiles("maps.yaml");
  }

  @Test
  void aPackageDoesNotBorrowItsOwnFilesFromABundledOneOfItsName() throws IOException {
    spoil("package.yaml", "name: mine", "name: smart-r4");
    Path renamed = Files.move(folder, folder.resolveSibling("smart-r4"));
    Files.delete(renamed.resolve("errors.yaml"));

    assertEquals(List.of("smart-r4/errors.yaml: there is no such file; a package has it"), PackageLint.problems(renamed));
  }

  @Test
  void everySegmentThatARowWritesHasItsPlace() throws IOException {
    Path feed = Files.createDirectory(folder.resolve("feed"));
    Files.writeString(feed.resolve("appointment.yaml"), """
        base: hl7v2/feed/appointment.yaml
        rows:
          - {field: visitType, path: [SCH-8-1, ZAP-1], codec: coded-parts, argument: code display}
        """);

    TableParser parser = new TableParser(PackageFiles.folder(temporary).of("mine"), RecordType.APPOINTMENT, "feed", Format.HL7V2,
        Packages.bundled().find("hl7v2", 1).orElseThrow().maps().keySet());
    String told = assertThrows(PackageException.class, () -> parser.table("mine/feed/appointment.yaml")).getMessage();

    assertTrue(told.contains("lacks ZAP, which the row for 'visitType' writes"), told);
  }

  @Test
  void aConditionOfARecordThatIsNoneIsTold() throws IOException {
    Path feed = Files.createDirectory(folder.resolve("feed"));
    Files.writeString(feed.resolve("encounter.yaml"), """
        messages: [ADT^A08]
        each: PV1
        only-if: PV1-19-1 perhaps
        id: PV1-19-1
        rows:
          - {field: visitNumber, path: PV1-19-1, codec: text, direction: read}
        """);

    TableParser parser =
        new TableParser(PackageFiles.folder(temporary).of("mine"), RecordType.ENCOUNTER, "feed", Format.HL7V2, Set.of());
    String told = assertThrows(PackageException.class, () -> parser.table("mine/feed/encounter.yaml")).getMessage();

    assertTrue(told.contains("only-if") && told.contains("PATH exists"), told);
  }

  @Test
  void theMapsOfAnInterfaceAreFoundFirst() throws IOException {
    Files.writeString(folder.resolve("fhir/maps.yaml"), "sex: {entries: [{source: m, target: male}]}\n");

    EhrPackage mine = PackageParser.folder(folder);

    assertEquals(List.of(), PackageLint.problems(folder));
    assertEquals("fhir/sex", mine.record(RecordType.PATIENT, "fhir").orElseThrow().table().rows().stream()
        .filter(row -> row.fields().contains("sex")).findFirst().orElseThrow().map());
    assertEquals("m", mine.maps().get("fhir/sex").entries().getFirst().source());
    assertEquals("female", mine.maps().get("sex").entries().getFirst().source());
    spoil("fhir/maps.yaml", "source: m", "sauce: m");
    assertFiles("fhir/maps.yaml");
  }

  @Test
  void whatNobodyOpensIsTold() throws IOException {
    Files.copy(folder.resolve("fhir/patient.yaml"), folder.resolve("fhir/person.yaml"));
    Files.createDirectories(folder.resolve("golden/rest/read"));
    Files.delete(folder.resolve("README.md"));
    spoil("package.yaml", "name: mine", "name: yours");

    assertEquals(List.of(
        "mine/package.yaml: 'name' is 'yours'; a package is named as its folder, mine",
        "mine/fhir/person.yaml: no record in package.yaml names it; add it there, or delete it",
        "mine/golden/rest: there is no such interface; there are fhir",
        "mine/README.md: it is missing; say what is configurable and what is not proved"), PackageLint.problems(folder));
  }

  private void spoil(String file, String was, String is) throws IOException {
    String text = Files.readString(folder.resolve(file));
    assertTrue(text.contains(was), "the package holds what the test breaks");
    Files.writeString(folder.resolve(file), text.replaceFirst(java.util.regex.Pattern.quote(was), is));
  }

  private void assertFiles(String... files) {
    List<String> told = PackageLint.problems(folder);
    assertEquals(List.of(files), told.stream().map(one -> one.split(":")[0].replace("mine/", "")).toList(), told::toString);
    assertTrue(told.stream().allMatch(one -> one.matches("mine/[^:]+:\\d+: .*")), told::toString);
  }
}
