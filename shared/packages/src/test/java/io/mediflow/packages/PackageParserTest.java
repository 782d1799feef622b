package io.mediflow.packages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mediflow.model.connection.Connection;
import io.mediflow.model.connection.EhrInterface;
import io.mediflow.model.ehr.Access;
import io.mediflow.model.ehr.BudgetStore;
import io.mediflow.model.ehr.Limits;
import io.mediflow.model.change.FlowId.Scope;
import io.mediflow.model.record.RecordType;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each mistake in a package is told with file, line and what to do. */
class PackageParserTest {

  @TempDir Path temporary;
  private Path folder;

  @BeforeEach
  void copyThePackage() throws IOException {
    folder = Files.createDirectory(temporary.resolve("broken"));
    Path original = Path.of("src", "main", "resources", "packages", "smart-r4");
    Files.createDirectory(folder.resolve("fhir"));
    try (Stream<Path> files = Files.walk(original, 2)) {
      for (Path file : files.filter(one -> one.toString().endsWith(".yaml")).toList()) {
        Files.copy(file, folder.resolve(original.relativize(file).toString()));
      }
    }
  }

  @Test
  void anUntouchedCopyIsTheSamePackage() {
    assertEquals(Packages.bundled().find("smart-r4", 1).orElseThrow(), PackageParser.folder(folder));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
      package.yaml    | timeout: PT20S          | timeout: 20 seconds      | broken/package.yaml:27: 'timeout' is a duration
      package.yaml    | timeout: PT20S          | time-out: PT20S          | 'timeout' is missing
      package.yaml    | title: FHIR             | titel: x\\ntitle: FHIR    | there is no key 'titel' here
      package.yaml    | private-key-jwt         | magic                    | 'auth' has the value 'magic'; there are none, private-key-jwt
      package.yaml    | header-secret           | handshake                | 'mechanism' has the value 'handshake'
      package.yaml    | header-secret           | standard-webhooks        | 'header' has no meaning here
      package.yaml    | header-secret           | header-secret\\n      encoding: hex | 'encoding' is of the signature of hmac-sha256
      package.yaml    | header-secret           | hmac-sha256\\n      tolerance: PT1M | 'tolerance' is of a time that standard-webhooks signs
      package.yaml    | "header-secret\\n      header: X-Hook-Secret" | "standard-webhooks\\n      tolerance: P1D" | 'tolerance' is longer than nothing and an hour at most
      package.yaml    | header-secret           | hmac-sha256\\n      encoding: hexa | 'encoding' has the value 'hexa'; there are hex, base64
      package.yaml    | header-secret           | header-secret\\n      topics: [{topic: a, records: [doctor]}] | no such record type
      package.yaml    | header-secret           | header-secret\\n      focus: [{system: a, interface: soap, resource: b}] | sends events of a to 'soap', which is no interface; there are fhir
      package.yaml    | operations: [status, events] | operations: [events]  | 'operations' has events without status
      package.yaml    | operations: [status, events] | operations: [resend]  | 'operations' has the value 'resend'; there are status, events
      package.yaml    | renew: P3D              | renew: P30D              | 'renew' is longer than nothing and shorter than life
      package.yaml    | heartbeat: PT5M         | heartbeat: PT0S          | 'heartbeat' is a second or longer
      package.yaml    | content: id-only        | content: some            | 'content' has the value 'some'; there are empty, id-only, full-resource
      package.yaml    | record: slot, criteria  | record: day, criteria    | no such record type
      package.yaml    | strategies: [rest-hook] | strategies: [rest-hook]\\n      silence: PT0S | 'silence' is longer than nothing
      package.yaml    | interval: PT1M          | interval: PT1M\\n      silence: PT1H | there is no key 'silence' here
      package.yaml    | strategies: [rest-hook] | strategies: [bulk-since]\\n      page-size: 1\\n      overlap: PT0S\\n      interval: PT1H | subscribe to slot by fhir, which no strategy of that record takes in
      package.yaml    | timeout: PT20S          | timeout: PT20S\\n    budget: {calls: 0, window: PT1M} | 'calls' is a number of calls, 1 or more
      package.yaml    | timeout: PT20S          | timeout: PT20S\\n    budget: {calls: 9, window: PT0S} | 'window' is longer than nothing
      package.yaml    | timeout: PT20S          | timeout: PT20S\\n    budget: {calls: 9, window: PT1M, per: day} | there is no key 'per'
      package.yaml    | timeout: PT20S          | timeout: PT20S\\n    budget: {calls: 9} | 'window' is missing
      package.yaml    | timeout: PT20S          | timeout: PT20S\\n    budget: [{calls: 9, window: PT1M}, {calls: 99, window: P1D, bucket: day}] | 'budget' names two buckets
      package.yaml    | timeout: PT20S          | timeout: PT20S\\n    throttle: {statuses: []} | 'statuses' lists what this EHR answers to who calls too often
      package.yaml    | timeout: PT20S          | timeout: PT20S\\n    throttle: {statuses: [503]} | 'statuses' lists what this EHR answers to who calls too often
      package.yaml    | "  fhir:\\n    auth"     | "  other: {auth: none, timeout: PT5S, budget: {calls: 5, window: PT1M, bucket: fhir}}\\n  fhir:\\n    auth" | 'interfaces' give the bucket 'fhir' two budgets, by other and fhir
      package.yaml    | page-size: 100          | page-size: many          | 'page-size' is a whole number
      package.yaml | overlap: PT2M | "overlap: PT2M\\n      relist: {by: patient, search: ""patient={id}""}" | 'relist' is how windowed-relist lists, which is not among the strategies
      package.yaml | "[last-updated, rest-hook]\\n" | "[windowed-relist]\\n      relist: {by: doctor, search: ""patient={id}""}\\n" | 'by' has the value 'doctor'; there are patient, practitioner, location, whole
      package.yaml | "[last-updated, rest-hook]\\n" | "[windowed-relist]\\n      relist: {by: patient, search: ""patient=1""}\\n" | 'search' does not say by whom it lists
      package.yaml | "[last-updated, rest-hook]\\n" | "[windowed-relist]\\n      relist: {by: whole, search: ""a={id}""}\\n" | 'search' lists the whole, so that nothing stands for {id}
      package.yaml | "[last-updated, rest-hook]\\n" | "[windowed-relist]\\n      relist: {by: patient, search: ""a={id}&date=ge{from}""}\\n" | 'search' has {from}, and there is no window
      package.yaml | "[last-updated, rest-hook]\\n" | "[windowed-relist]\\n      relist: {by: patient, search: ""a={id}&date=ge{from}"", window: {element: start, past: P1D, ahead: P2D, horizon: P9D}}\\n" | 'search' leaves out {to}
      package.yaml | "[last-updated, rest-hook]\\n" | "[windowed-relist]\\n      relist: {by: patient, search: ""a={id}"", window: {element: start, past: P1D, ahead: P2D, horizon: P1D}}\\n" | 'horizon' is no shorter than ahead
      package.yaml | "[last-updated, rest-hook]\\n" | "[windowed-relist]\\n      relist: {by: patient, search: ""a={id}"", window: {element: start, past: P1D, ahead: P0D, horizon: P1D}}\\n" | 'ahead' is longer than nothing
      package.yaml | first-search: created=ge{from} | first-search: created=ge2020 | 'first-search' does not say from when
      package.yaml | first-search: created=ge{from} | first-search: created=ge{from}{day} | 'first-search' has {day}, and nothing stands for it; write one of from
      package.yaml | "  claim: P1Y\\n" | "" | 'start-depth' says nothing of claim, whose first-search begins there
      package.yaml | overlap: PT2M | "overlap: PT2M\\n      search: practice={practice}" | 'search' has {practice}, and nothing stands for it; write it out, or declare it under settings
      package.yaml | "[last-updated, rest-hook]\\n" | "[windowed-relist]\\n      relist: {by: patient, search: ""a={id}&b={practice}""}\\n" | 'search' has {practice}, and nothing stands for it; write one of from, id, to
      package.yaml | "[last-updated, rest-hook]\\n" | "[windowed-relist]\\n      relist: {by: patient, search: ""a={id}"", each: day}\\n" | there is no key 'each' here; there are by, search, window
      package.yaml    | "    fhir:"             | "    soap:"              | 'soap' is no interface; there are fhir
      package.yaml    | version: 1.             | version: one.            | is three numbers
      package.yaml    | version: 1.             | version: [1.            | it is not readable YAML
      package.yaml    | name: smart-r4          | name: a\\nname: b         | 'name' stands twice
      fhir/patient.yaml    | field: birthDate        | field: birthday          | 'field' is 'birthday'; a patient has mrn, prefix
      fhir/patient.yaml    | codec: date             | codec: data              | 'codec' has the value 'data'
      fhir/patient.yaml    | codec: date             | codec: boolean           | 'codec' makes a Boolean, and birthDate is a text
      fhir/patient.yaml    | codec: date             | codec: date\\n    argument: julian | 'argument' is 'julian'; the codec 'date' takes iso, us
      fhir/patient.yaml    | codec: date             | codec: identifier-parts | 'codec' makes a Identifier, and birthDate is a text
      fhir/patient.yaml    | codec: date             | codec: phone-parts      | 'path' has 1 paths; the codec 'phone-parts' wants one for each of
      fhir/patient.yaml    | codec: date             | codec: phone-parts\\n    argument: town | names a place that the codec 'phone-parts' does not have
      fhir/patient.yaml    | map: sex                | map: gender              | 'map' is 'gender'; maps.yaml has sex
      fhir/patient.yaml    | path: birthDate         | path: birthDate.toString() | 'path' cannot be written along
      fhir/patient.yaml    | field: familyName       | field: givenName         | has two rows that go the same way
      fhir/coverage.yaml   | argument: patient       | argument: person         | no such record type
      maps.yaml       | source: male            | source: female           | 'female' stands twice
      maps.yaml       | target: male            | target: female           | is equivalent to two codes
      operations.yaml | required: [periodEnd]   | required: [planName]     | names 'planName', and no row of the table writes it
      operations.yaml | record: patient         | record: doctor           | no such record type
      errors.yaml     | owner: caller           | owned: caller            | 'owner' is missing
      errors.yaml     | errors:                 | base: broken\\nerrors:    | 'base' goes back over more than 3 files
      maps.yaml       | sex:                    | base: broken\\nsex:       | 'base' goes back over more than 3 files
      fhir/patient.yaml    | resource: Patient       | base: broken/fhir/patient.yaml | 'base' goes back over more than 3 files
      """)
  void aMistakeIsTold(String file, String was, String is, String message) throws IOException {
    String text = Files.readString(folder.resolve(file));
    int at = text.indexOf(was.replace("\\n", "\n"));
    assertTrue(at >= 0, "the package holds what the test breaks");
    Files.writeString(folder.resolve(file),
        text.substring(0, at) + is.replace("\\n", "\n") + text.substring(at + was.replace("\\n", "\n").length()));

    String told = assertThrows(PackageException.class, () -> PackageParser.folder(folder)).getMessage();

    assertTrue(told.startsWith("broken/" + file + ":"), told);
    assertTrue(told.contains(message), told);
  }

  @Test
  void forHowLongSilenceIsNormalIsSaidOfWhatNobodyLists() throws IOException {
    assertEquals(Duration.ofDays(4), slots().interval(Scope.PUSHED));
    Path file = folder.resolve("package.yaml");
    Files.writeString(file, Files.readString(file).replace("strategies: [rest-hook]", "strategies: [rest-hook]\n      silence: PT6H"));
    assertEquals(Duration.ofHours(6), slots().interval(Scope.PUSHED));
  }

  private RecordSpec slots() {
    return PackageParser.folder(folder).record(RecordType.SLOT, "fhir").orElseThrow();
  }

  @Test
  void aBudgetNamesItsBucketOrIsTheInterfacesOwn() {
    InterfaceSpec.BudgetSpec template = PackageParser.folder(Path.of("src", "main", "resources", "packages", "_template"))
        .interfaces().get("fhir").budget().orElseThrow();
    assertEquals(new InterfaceSpec.BudgetSpec(60, Duration.ofMinutes(1), "client", false), template);
    InterfaceSpec stated = Packages.bundled().find("eclinicalworks", 1).orElseThrow().interfaces().get("fhir");
    assertEquals(new InterfaceSpec.BudgetSpec(250, Duration.ofMinutes(1), "fhir", true), stated.budget().orElseThrow());
    assertEquals("fhir", Packages.bundled().find("smart-r4", 1).orElseThrow().interfaces().get("fhir").bucket());
  }

  @Test
  void whatAPackageSaysOfItsLimitsGoesWithEachCall() throws IOException {
    String text = Files.readString(folder.resolve("package.yaml"));
    Files.writeString(folder.resolve("package.yaml"), text.replace("timeout: PT20S", """
        timeout: PT20S
            budget: [{calls: 9, window: PT1M, bucket: all}, {calls: 99, window: P1D, bucket: all, unconfirmed: true}]
            throttle: {statuses: [401, 403]}"""));

    InterfaceSpec spec = PackageParser.folder(folder).interfaces().get("fhir");

    assertEquals(99, spec.budget().orElseThrow().calls(), "the limit that is reached first");
    EhrInterface own = new EhrInterface("fhir", URI.create("https://ehr.example/fhir"), "client", "key", List.of(), "");
    Access access = spec.access(new Connection("elm", "Elm", "broken", 1, ZoneOffset.UTC, List.of(own), false, 0), own);
    assertEquals(new Limits("all", List.of(new Limits.Window(9, Duration.ofMinutes(1)), new Limits.Window(99, Duration.ofDays(1))),
        Set.of(401, 403)), access.limits());
    assertEquals(new BudgetStore.Bucket("elm", "all"), access.bucket());
  }

  @Test
  void noIsAWord() throws IOException {
    String text = Files.readString(folder.resolve("package.yaml"));
    Files.writeString(folder.resolve("package.yaml"), text.replaceFirst("(?s)\ncapabilities:.*?\n(?=\\w)", "\n") + """

        capabilities:
          - {record: patient, read: somehow, write: no, source: nowhere, date: 2026-01-02}
        """);

    assertEquals("no", PackageParser.folder(folder).facts().capabilities().getFirst().write());
  }

  @Test
  void aMissingFileIsTold() throws IOException {
    Files.delete(folder.resolve("fhir/coverage.yaml"));

    String told = assertThrows(PackageException.class, () -> PackageParser.folder(folder)).getMessage();

    assertEquals("broken/fhir/coverage.yaml: there is no such file; a package has it", told);
  }
}
