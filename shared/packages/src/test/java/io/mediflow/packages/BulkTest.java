package io.mediflow.packages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mediflow.model.connection.EhrInterface;
import io.mediflow.model.ehr.BulkEhr.Level;
import io.mediflow.model.record.RecordType;
import io.mediflow.packages.RecordSpec.ChangeStrategy;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BulkTest {

  private static final String PACKAGE = """
      name: made
      version: 1.0.0
      title: Made
      product: Made
      versions: ["1"]
      interfaces:
        fhir:
          auth: none
          timeout: PT5S
          bulk: {level: group, since: true}
      records:
        location:
          fhir: {strategies: [bulk-since], page-size: 1, overlap: PT1M, interval: PT24H}
      """;

  @TempDir private Path folder;

  @Test
  void ofAGroupItRunsOnlyWhereTheConnectionSaysWhich() throws IOException {
    EhrPackage ehr = parse(PACKAGE);
    assertEquals(Optional.of(new Bulk(Level.GROUP, true, false, true)), ehr.interfaces().get("fhir").bulk());
    RecordSpec location = ehr.record(RecordType.LOCATION, "fhir").orElseThrow();
    assertEquals(Optional.of(ChangeStrategy.BULK_SINCE), location.listing(own("g-1")));
    assertEquals(Optional.empty(), location.listing(own("")));

    RecordSpec ofAll = parse(PACKAGE.replace("level: group", "level: patient"))
        .record(RecordType.LOCATION, "fhir").orElseThrow();
    assertEquals(Optional.of(ChangeStrategy.BULK_SINCE), ofAll.listing(own("")));
  }

  @Test
  void withoutAWordOnHowItDoesNotRun() throws IOException {
    RecordSpec location = parse(PACKAGE.replace("    bulk: {level: group, since: true}\n", ""))
        .record(RecordType.LOCATION, "fhir").orElseThrow();
    assertFalse(location.runs(ChangeStrategy.BULK_SINCE, ChangeStrategy.running()));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      level: group, since: true | level: room                     | there are system, patient, group
      level: group, since: true | since: true                     | is missing
      level: group, since: true | level: group, since: yes please | is true or false
      level: group, since: true | level: group, jobs: 1           | there is no key 'jobs' here
      """)
  void everyMistakeIsASentence(String good, String bad, String said) {
    PackageException mistake = assertThrows(PackageException.class, () -> parse(PACKAGE.replace(good, bad)));
    assertTrue(mistake.getMessage().contains(said), mistake.getMessage());
  }

  private static EhrInterface own(String group) {
    return new EhrInterface("fhir", URI.create("https://ehr.example"), "us", "key", List.of(), "",
        group.isEmpty() ? Map.of() : Map.of("group", group), Map.of());
  }

  private EhrPackage parse(String text) throws IOException {
    Path made = Files.createDirectories(folder.resolve("made"));
    Files.writeString(made.resolve("package.yaml"), text);
    Files.createDirectories(made.resolve("fhir"));
    Files.writeString(made.resolve("fhir/location.yaml"), "base: smart-r4/fhir/location.yaml\n");
    Files.writeString(made.resolve("maps.yaml"), "base: smart-r4\n");
    Files.writeString(made.resolve("operations.yaml"), "{}\n");
    Files.writeString(made.resolve("errors.yaml"), "base: smart-r4\n");
    return PackageParser.folder(made);
  }
}
