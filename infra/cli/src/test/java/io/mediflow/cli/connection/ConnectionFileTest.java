package io.mediflow.cli.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mediflow.cli.ExitCode;
import io.mediflow.cli.Failure;
import io.mediflow.model.record.RecordType;
import io.mediflow.packages.Packages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectionFileTest {

  private static final String GOOD = """
      id: lakeside
      name: Lakeside Family Practice
      package: smart-r4
      zone: America/New_York
      interfaces:
        fhir:
          base: https://ehr.example/fhir/
          client-id: mediflow
          webhook: true
      applications:
        - id: scheduling
          name: Scheduling
          reads: [patient, appointment]
          writes: [appointment.create]
      """;

  @TempDir private Path folder;

  @Test
  void aGoodFileIsAPlan() throws IOException {
    ConnectionPlan plan = read(GOOD);
    assertEquals("lakeside", plan.id());
    assertEquals("smart-r4", plan.ehr().name());
    assertEquals("https://ehr.example/fhir", plan.ways().getFirst().base().toString());
    assertEquals("lakeside", plan.ways().getFirst().signingKey());
    assertTrue(plan.ways().getFirst().webhook());
    assertEquals(Set.of(RecordType.PATIENT, RecordType.APPOINTMENT), plan.applications().getFirst().reads());
    assertEquals("lakeside", plan.applications().getFirst().connection());
  }

  @Test
  void itsIntervalsAndSettingsAreItsOwn() throws IOException {
    ConnectionPlan plan = read("""
        id: a
        name: A
        package: athenahealth
        zone: UTC
        interfaces:
          fhir: {base: "https://ehr.example/fhir", client-id: c, settings: {practice: "195900"}}
        """);
    assertEquals(Map.of("practice", "195900"), plan.ways().getFirst().settings());
    assertEquals(Map.of(RecordType.PATIENT, Duration.ofHours(1), RecordType.APPOINTMENT, Duration.ofMinutes(2),
            RecordType.SLOT, Duration.ofHours(30)),
        read(GOOD.replace("webhook: true", "every: {patient: hourly, appointment: PT2M, slot: PT30H}")).ways().getFirst().intervals());
  }

  @Test
  void whatThePackageAsksForMustBeThere() {
    assertTrue(assertThrows(Failure.class, () -> read("""
        id: a
        name: A
        package: athenahealth
        zone: UTC
        interfaces:
          fhir: {base: "https://ehr.example/fhir", client-id: c}
        """)).getMessage().contains(
        "interfaces.fhir.settings.practice is missing, empty or not in quotes: it is the practice's number at athenahealth"));
  }

  @Test
  void jsonIsTakenToo() throws IOException {
    assertEquals("a", read("""
        {"id": "a", "name": "A", "package": "smart-r4@1", "zone": "UTC",
         "interfaces": {"fhir": {"base": "http://127.0.0.1:8080/fhir", "client-id": "c"}}}
        """).id());
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      id: lakeside                     | id: Lake Side                  | id must be 1 to 40 characters
      id: lakeside                     | ''                             | id is missing
      package: smart-r4                | package: smart-r5              | there is no EHR package smart-r5; there are: 
      package: smart-r4                | package: smart-r4@7            | there is no EHR package smart-r4@7
      zone: America/New_York           | zone: Eastern                  | there is no time zone Eastern
      '  fhir:'                        | '  hl7:'                       | package smart-r4 has no interface hl7; it has: fhir
      base: https://ehr.example/fhir/  | base: http://ehr.example/fhir  | base must be the FHIR base URL, https
      base: https://ehr.example/fhir/  | base: not a url                | base must be the FHIR base URL, https
      client-id: mediflow              | clientId: mediflow             | field 'clientId' that is not known
      webhook: true                    | webhook: often                 | webhook must be true or false
      webhook: true                    | 'every: {patient: real-time}'  | every.patient is real-time, which only the EHR's notifications are
      webhook: true                    | 'every: {patient: PT10S}'      | every.patient must be near-real-time, hourly, nightly, or from PT1M to PT24H
      webhook: true                    | 'every: {slot: hourly}'        | every.slot is for how long it is normal that nothing is sent
      webhook: true                    | 'every: {slot: P15D}'          | every.slot is for how long it is normal that nothing is sent
      webhook: true                    | 'every: {patient: often}'      | every.patient must be near-real-time
      webhook: true                    | 'every: {invoice: hourly}'     | every has a field 'invoice' that is not known
      webhook: true                    | 'settings: {practice: "1"}'    | settings has a field 'practice' that is not known
      webhook: true                    | 'signing-key: " "'             | interfaces.fhir.signing-key must be the name of a key
      webhook: true                    | 'signing-key:'                 | leave the line out for a key named lakeside
      webhook: true                    | 'signing-key: [a, b]'          | interfaces.fhir.signing-key must be the name of a key
      webhook: true                    | 'signing-key: 7'               | in quotes if it is a number
      webhook: true                    | 'settings: {group: g-1}'       | field 'group' that is not known
      webhook: true                    | 'settings: {notify-at: "https://a"}' | field 'notify-at' that is not known
      [patient, appointment]           | [patient, invoice]             | reads names invoice
      [appointment.create]             | [appointment.erase]            | writes names appointment.erase; package smart-r4 can write: 
      name: Lakeside Family Practice   | overlay: none.yaml             | overlay names none.yaml
      name: Lakeside Family Practice   | id: twice                      | Duplicate
      zone: America/New_York           | 'zone: [a'                     | cannot be read as YAML
      """)
  void everyMistakeIsASentenceThatSaysWhere(String good, String bad, String said) throws IOException {
    String text = GOOD.replace(good, bad);
    if (bad.startsWith("overlay")) {
      text = text + "name: Lakeside\n";
    }
    String broken = text;
    Failure failure = assertThrows(Failure.class, () -> read(broken));
    assertTrue(failure.getMessage().contains(said), failure.getMessage());
    assertTrue(failure.getMessage().endsWith("Nothing was stored."), failure.getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"scheduling", "7", "{one: {id: scheduling, name: Scheduling}}", "{}"})
  void applicationsThatAreNoListAreRefused(String applications) {
    String text = GOOD.substring(0, GOOD.indexOf("applications:")) + "applications: " + applications + "\n";
    Failure failure = assertThrows(Failure.class, () -> read(text));
    assertTrue(failure.getMessage().contains("applications must be a list, each entry with id"), failure.getMessage());
  }

  @Test
  void applicationsMayBeNone() throws IOException {
    String rest = GOOD.substring(0, GOOD.indexOf("applications:"));
    for (String none : new String[] {"", "applications:\n", "applications: []\n"}) {
      assertEquals(List.of(), read(rest + none).applications(), none);
    }
  }

  @Test
  void aGroupIsKeptWhereThePackageExportsOne() throws IOException {
    String text = "id: oak\nname: Oak\npackage: cerner\nzone: America/New_York\ninterfaces:\n  fhir:\n    base: https://ehr.example/r4\n"
        + "    client-id: us\n    settings: {group: g-1}\n";
    assertEquals(Map.of("group", "g-1"), read(text).ways().getFirst().settings());
    assertEquals(Map.of(), read(text.replace("    settings: {group: g-1}\n", "")).ways().getFirst().settings());
  }

  @Test
  void whereTheEhrReachesUsIsAnAddress() throws IOException {
    String text = GOOD.replace("webhook: true", "webhook: true\n    settings: {notify-at: 'https://hooks.example/'}");
    assertEquals(Map.of("notify-at", "https://hooks.example"), read(text).ways().getFirst().settings());
    Failure wrong = assertThrows(Failure.class, () -> read(text.replace("https://hooks", "http://hooks")));
    assertTrue(wrong.getMessage().contains("settings.notify-at must be where the EHR reaches our webhooks, https"), wrong.getMessage());
  }

  @Test
  void whatIsNoObjectIsRefused() {
    for (String text : new String[] {"", "just words", "[1, 2]", "- a\n- b"}) {
      assertThrows(Failure.class, () -> read(text), text);
    }
  }

  @Test
  void aMissingFileIsSaid() {
    Failure failure = assertThrows(Failure.class,
        () -> ConnectionFile.read(folder.resolve("none.yaml"), Packages.bundled()));
    assertTrue(failure.getMessage().startsWith("There is no file"));
    assertEquals(ExitCode.USAGE, failure.exitCode());
  }

  @Test
  void aBrokenOverlayIsToldWithItsLine() throws IOException {
    Files.writeString(folder.resolve("overlay.yaml"), "version: 1\npatient:\n  - field: mrn\n");
    Failure failure = assertThrows(Failure.class, () -> read(GOOD + "overlay: overlay.yaml\n"));
    assertTrue(failure.getMessage().contains("overlay.yaml cannot be used"), failure.getMessage());
  }

  private ConnectionPlan read(String text) throws IOException {
    return ConnectionFile.read(Files.writeString(folder.resolve("connection.yaml"), text), Packages.bundled());
  }
}
