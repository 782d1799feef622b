package io.mediflow.packages.doc;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mediflow.packages.EhrPackage;
import io.mediflow.packages.PackageParser;
import io.mediflow.packages.Packages;
import io.mediflow.packages.doc.PackageDiff.Change;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackageDiffTest {

  private static final EhrPackage SMART = Packages.bundled().find("smart-r4", 1).orElseThrow();

  @TempDir Path temporary;

  @Test
  void aPackageDoesNotDifferFromItself() {
    assertEquals(List.of(), PackageDiff.of(SMART, SMART));
  }

  @Test
  void rowsMapsOperationsAndInterfacesAreNamed() throws IOException {
    Path folder = Files.createDirectories(temporary.resolve("next/fhir")).getParent();
    write(folder, "package.yaml", """
        name: next
        version: 2.0.0
        title: Next
        product: Next
        versions: ["1"]
        interfaces:
          fhir: {auth: none, timeout: PT20S, scopes: [system/Patient.rus]}
        records:
          patient:
            fhir: {strategies: [rest-hook]}
        """);
    write(folder, "fhir/patient.yaml", """
        base: smart-r4/fhir/patient.yaml
        without: [nickname]
        rows:
          - {field: birthDate, path: birthDate, codec: date, direction: read}
          - {field: deceased, path: deceased.ofType(boolean), codec: boolean, direction: read}
        """);
    write(folder, "maps.yaml", """
        base: smart-r4
        sex:
          entries:
            - {source: female, target: female}
            - {source: male, target: male}
            - {source: other, target: other}
            - {source: undifferentiated, target: other, equivalence: wider}
        """);
    write(folder, "operations.yaml", """
        patient.update: {record: patient, verb: update, allowed: [email], settle: PT5S}
        """);
    write(folder, "errors.yaml", "base: smart-r4\n");
    EhrPackage patientsOnly = new EhrPackage(SMART.name(), SMART.version(), SMART.title(), SMART.interfaces(),
        List.of(SMART.records().getFirst()), SMART.operations(), SMART.maps(), SMART.errors(), SMART.facts());

    List<String> told = PackageDiff.of(patientsOnly, PackageParser.folder(folder)).stream().map(PackageDiffTest::told).toList();

    assertEquals(List.of(
        "CHANGED interface fhir: auth private-key-jwt -> none;"
            + " scopes " + String.join(", ", SMART.interfaces().get("fhir").scopes()) + " -> system/Patient.rus;"
            + " notifications HookSpec[mechanism=header-secret, header=X-Hook-Secret] -> (none)",
        "CHANGED patient by fhir: birthDate: direction both -> read",
        "CHANGED patient by fhir: deceased: is made by 1 rows instead of 2",
        "REMOVED patient by fhir: nickname:",
        "CHANGED map sex: 'undifferentiated' (none) -> other (wider); 'unknown' unknown (equivalent) -> (none)"), told.subList(0, 5));
    assertEquals("REMOVED operation allergy.create:", told.get(5));
    assertEquals("CHANGED operation patient.update: allowed addressLines, birthDate, city, country, email, familyName, givenName,"
        + " homePhone, mobilePhone, postalCode, prefix, sex, state, suffix, workPhone -> email",
        told.getLast().replace("nickname, ", ""));
  }

  private static String told(Change change) {
    return change.kind() + " " + change.where() + ":" + (change.what().isEmpty() ? "" : " " + change.what());
  }

  private static void write(Path folder, String file, String text) throws IOException {
    Files.writeString(folder.resolve(file), text);
  }
}
