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
    EhrPackage before = read("before", "private-key-jwt", "[system/Patient.rus, system/Slot.rs]", """
        resource: Patient
        rows:
          - {field: nickname, path: name.text, codec: text}
          - {field: birthDate, path: birthDate, codec: date}
          - {field: email, path: telecom.first().value, codec: text}
          - {field: deceased, path: deceased.ofType(dateTime), codec: present, direction: read}
          - {field: deceased, path: deceased.ofType(boolean), codec: boolean, direction: read, fallback: true}
        """, "{source: m, target: male}, {source: u, target: unknown}", """
        patient.update: {record: patient, verb: update, allowed: [birthDate, email], settle: PT5S}
        patient.rename: {record: patient, verb: update, allowed: [nickname], settle: PT5S}
        """);
    EhrPackage after = read("after", "none", "[system/Patient.rus], budget: {calls: 9, window: PT1M}, throttle: {statuses: [403, 401]}", """
        base: before/fhir/patient.yaml
        without: [nickname]
        rows:
          - {field: birthDate, path: birthDate, codec: date, direction: read}
          - {field: deceased, path: deceased.ofType(boolean), codec: boolean, direction: read}
          - {field: active, path: active, codec: boolean}
        """, "{source: m, target: male}, {source: i, target: other, equivalence: wider}", """
        patient.update: {record: patient, verb: update, allowed: [email], settle: PT5S}
        """);

    assertEquals(List.of(
        "CHANGED interface fhir: auth private-key-jwt -> none; scopes system/Patient.rus, system/Slot.rs -> system/Patient.rus; "
            + "budget (none) -> 9 calls in PT1M, bucket fhir; 401 or 403 may mean too many calls",
        "ADDED patient by fhir: active:",
        "CHANGED patient by fhir: birthDate: direction both -> read",
        "CHANGED patient by fhir: deceased: is made by 1 rows instead of 2",
        "REMOVED patient by fhir: nickname:",
        "CHANGED map sex: 'i' (none) -> other (wider); 'u' unknown (equivalent) -> (none)",
        "REMOVED operation patient.rename:",
        "CHANGED operation patient.update: allowed birthDate, email -> email"),
        PackageDiff.of(before, after).stream().map(PackageDiffTest::told).toList());
  }

  private EhrPackage read(String name, String auth, String scopes, String table, String entries, String operations)
      throws IOException {
    Path folder = Files.createDirectories(temporary.resolve(name).resolve("fhir")).getParent();
    write(folder, "package.yaml", """
        name: %s
        version: 2.0.0
        title: One
        product: One
        versions: ["1"]
        interfaces:
          fhir: {auth: %s, timeout: PT20S, scopes: %s}
        records:
          patient:
            fhir: {strategies: [rest-hook]}
        """.formatted(name, auth, scopes));
    write(folder, "fhir/patient.yaml", table);
    write(folder, "maps.yaml", "sex: {entries: [" + entries + "]}\n");
    write(folder, "operations.yaml", operations);
    write(folder, "errors.yaml", "base: smart-r4\n");
    return PackageParser.folder(folder);
  }

  private static String told(Change change) {
    return change.kind() + " " + change.where() + ":" + (change.what().isEmpty() ? "" : " " + change.what());
  }

  private static void write(Path folder, String file, String text) throws IOException {
    Files.writeString(folder.resolve(file), text);
  }
}
