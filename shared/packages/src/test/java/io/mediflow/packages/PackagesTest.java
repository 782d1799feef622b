package io.mediflow.packages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mediflow.model.change.FlowId.Scope;
import io.mediflow.model.connection.Connection;
import io.mediflow.model.connection.EhrInterface;
import io.mediflow.model.ehr.AuthMechanism;
import io.mediflow.model.ehr.EhrFailure;
import io.mediflow.model.record.RecordType;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PackagesTest {

  private static final Path FOLDER = Path.of("src", "main", "resources", "packages");

  private final EhrPackage smart = Packages.bundled().find("smart-r4", 1).orElseThrow();

  @Test
  void theIndexListsEveryFolderButTheTemplate() throws IOException {
    try (Stream<Path> folders = Files.list(FOLDER)) {
      assertEquals(
          folders.filter(Files::isDirectory).map(one -> one.getFileName().toString())
              .filter(one -> !one.equals("_template")).sorted().toList(),
          Files.readAllLines(FOLDER.resolve("index")).stream().sorted().toList());
    }
  }

  @Test
  void everyPackageIsNamedAsItsFolderAndSaysWhatIsNotProved() throws IOException {
    for (String name : Files.readAllLines(FOLDER.resolve("index"))) {
      assertEquals(name, PackageParser.folder(FOLDER.resolve(name)).name());
      assertTrue(Files.readString(FOLDER.resolve(name).resolve("README.md")).contains("Not proved"));
    }
  }

  @Test
  void everyFailureHasASentenceAnOwnerAndANextStep() {
    for (EhrPackage one : Packages.bundled().all()) {
      for (EhrFailure.Kind kind : EhrFailure.Kind.values()) {
        ErrorSpec answer = one.errors().stream()
            .filter(spec -> spec.answersFor(EhrFailure.of(kind))).findFirst().orElseThrow(() -> new AssertionError(kind));
        assertTrue(answer.sentence().endsWith(".") && answer.nextStep().endsWith("."));
        assertTrue(List.of("caller", "practice", "ehr-vendor", "mediflow").contains(answer.owner()));
      }
    }
  }

  @Test
  void anIssueOfTheEhrIsKnownByItsTypeOrCode() {
    EhrFailure failure = new EhrFailure(EhrFailure.Kind.CONFLICT, 409,
        List.of(new EhrFailure.Issue("business-rule", "", "")), Optional.empty());

    assertEquals("business-rule", smart.errors().stream().filter(one -> one.answersFor(failure)).findFirst().orElseThrow().category());
  }

  @Test
  void theSmartPackageSaysHowToGetInAndWhatToWrite() {
    InterfaceSpec fhir = smart.interfaces().get("fhir");
    assertEquals(AuthMechanism.PRIVATE_KEY_JWT, fhir.auth());
    assertEquals("X-Hook-Secret", fhir.hook().orElseThrow().header());
    assertEquals(RecordType.COVERAGE, smart.recordFrom("fhir", "Coverage").orElseThrow().type());
    assertEquals(Map.of("status", "booked"), smart.operations().get("appointment.create").fixed());
    assertEquals("smart-r4@1.2.0", smart.stamp());
  }

  @Test
  void theNewestVersionOfAMajorIsFound() {
    Packages four = new Packages(List.of(version("0.9.0"), version("1.2.0"), version("1.10.0"), version("2.0.0")));

    assertEquals("1.10.0", four.find("smart-r4", 1).orElseThrow().version());
    assertEquals("0.9.0", four.find("smart-r4", 0).orElseThrow().version());
    assertFalse(four.find("smart-r4", 3).isPresent());
  }

  @Test
  void aConnectionsSettingsStandInItsSearchesAndItsIntervalsGoBeforeThePackages() {
    EhrInterface own = new EhrInterface("fhir", URI.create("https://ehr.example/fhir"), "c", "k", List.of(), "",
        Map.of("practice", "a b"), Map.of(RecordType.PATIENT, Duration.ofHours(1)));
    EhrPackage set = Packages.bundled().of(
        new Connection("one", "One", "athenahealth", 1, ZoneId.of("UTC"), List.of(own), false, 1)).orElseThrow();

    RecordSpec patient = set.record(RecordType.PATIENT, "fhir").orElseThrow();
    assertEquals("ah-practice=Organization/a-1.Practice-a+b", patient.search());
    assertEquals(Duration.ofHours(1), patient.interval(Scope.WHOLE));
    assertEquals(Duration.ofHours(24), set.record(RecordType.ENCOUNTER, "fhir").orElseThrow().interval(Scope.WHOLE));
    assertEquals(Duration.ofMinutes(5), set.record(RecordType.PATIENT, "v1").orElseThrow().interval(Scope.WHOLE));
    assertEquals("patient=1&practice=a+b",
        new Relist(Relist.By.PATIENT, "patient={id}&practice={practice}", Optional.empty()).set(own.settings()).query("1", Optional.empty()));
  }

  private EhrPackage version(String version) {
    return new EhrPackage(smart.name(), version, smart.title(), smart.interfaces(), smart.records(), smart.operations(),
        smart.maps(), smart.errors(), smart.facts());
  }
}
