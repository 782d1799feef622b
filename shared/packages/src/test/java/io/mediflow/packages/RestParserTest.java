package io.mediflow.packages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mediflow.model.connection.Connection;
import io.mediflow.model.connection.EhrInterface;
import io.mediflow.model.ehr.RestSpec;
import io.mediflow.model.ehr.RestSpec.Documents;
import io.mediflow.model.ehr.RestSpec.Feed;
import io.mediflow.model.ehr.RestSpec.Paging;
import io.mediflow.model.ehr.RestSpec.Times;
import io.mediflow.model.record.RecordType;
import io.mediflow.packages.RecordSpec.ChangeStrategy;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RestParserTest {

  private static final String PACKAGE = """
      name: made
      version: 1.0.0
      title: Made
      product: Made
      versions: ["1"]
      interfaces:
        own:
          format: json
          auth: none
          timeout: PT5S
          settings: {site: "the practice's number"}
          rest:
            token: /oauth/token
            probe: sites?limit=1
            refusals: [error]
            paging: {limit: limit, offset: offset, total: count}
            times: {pattern: MM/dd/yyyy HH:mm:ss, zone: America/New_York}
            documents:
              person:
                list: people
                id: personid
                read: "{site}/people/{id}"
                changed:
                  path: "{site}/people/changed"
                  leave: keep=true
                  replay: since={from}&until={to}
                  subscription: people/changed/subscription
      records:
        patient:
          own: {strategies: [changed-feed], page-size: 10, overlap: PT1M, interval: PT5M}
      """;

  @TempDir
  private Path folder;

  @Test
  void aFeedIsHowItsInterfaceSaysAndRuns() throws IOException {
    EhrPackage ehr = parse(PACKAGE);
    Feed feed = new Feed("{site}/people/changed", Optional.of("keep=true"), "since={from}&until={to}",
        new Times("MM/dd/yyyy HH:mm:ss", ZoneId.of("America/New_York")), Optional.of("people/changed/subscription"));
    RestSpec rest = new RestSpec(Optional.of("/oauth/token"), "sites?limit=1", List.of("error"),
        Optional.of(new Paging("limit", "offset", Optional.empty(), Optional.of("count"))), Map.of("person", new Documents("people", "personid",
            Optional.empty(), Optional.of("{site}/people/{id}"), Optional.of(feed))));
    assertEquals(Optional.of(rest), ehr.interfaces().get("own").rest());
    RecordSpec patient = ehr.record(RecordType.PATIENT).orElseThrow();
    assertEquals(Optional.of(feed), patient.feed());
    EhrInterface own = new EhrInterface("own", URI.create("https://ehr.example"), "", "", List.of(), "", Map.of("site", "a/1"), Map.of());
    assertEquals(Optional.of(ChangeStrategy.CHANGED_FEED), patient.listing(own));
    Connection oak = new Connection("oak", "Oak", "made", 1, ZoneId.of("UTC"), List.of(own), false, 0);
    Documents filled = ehr.interfaces().get("own").access(oak, own).rest().orElseThrow().documents().get("person");
    assertEquals("a%2F1/people/changed", filled.feed().orElseThrow().path());
    assertEquals(Optional.of("a%2F1/people/{id}"), filled.read());
  }

  @Test
  void withoutItNothingRuns() throws IOException {
    String without = PACKAGE.replaceAll("(?s)    rest:.*?records:", "records:");
    RecordSpec patient = parse(without).record(RecordType.PATIENT).orElseThrow();
    assertEquals(Optional.empty(), patient.feed());
    assertEquals(Optional.empty(), patient.listing(new EhrInterface("own", URI.create("https://ehr.example"), "", "", List.of(), "", Map.of(), Map.of())));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '"', value = {
    "format: json | format: fhir-r4 | package.yaml:13: 'rest' is how an interface of the format json is called",
    "/oauth/token | oauth/token | package.yaml:13: 'token' is an absolute path",
    "/oauth/token | //elsewhere.example/token | package.yaml:13: 'token' is an absolute path",
    "probe: sites | probe: /sites | package.yaml:14: 'probe' is a path below the base",
    "probe: sites | probe: https://elsewhere.example/sites | package.yaml:14: 'probe' is a path below the base",
    "limit: limit | limits: limit | package.yaml:16: 'limit' is missing",
    "MM/dd/yyyy HH:mm:ss | MM/dd/yyyy HH:mm | package.yaml:17: 'pattern' does not tell seconds",
    "MM/dd/yyyy HH:mm:ss | month first | package.yaml:17: 'pattern' writes no local time",
    "America/New_York | Mars/Olympus | package.yaml:17: 'zone' is no time zone",
    "list: people | lists: people | package.yaml:20: 'list' is missing",
    "id: personid | id: number | package.yaml:7: 'interfaces' read the documents person of own from the list 'people' by the id 'number'",
    "list: people | list: patients | package.yaml:7: 'interfaces' read the documents person of own from the list 'patients'",
    "{site}/people/{id} | {site}/people | package.yaml:22: 'read' does not say of which",
    "{site}/people/{id} | {town}/people/{id} | package.yaml:22: 'read' has {town}, and nothing stands for it; write one of id, site",
    "{site}/people/changed | {id}/people/changed | package.yaml:24: 'path' has {id}, and nothing stands for it; write one of site",
    "keep=true | keep={from} | package.yaml:25: 'leave' has {from}, and nothing stands for it",
    "since={from}&until={to} | since={from} | package.yaml:26: 'replay' has a {from} and a {to}",
    "since={from}&until={to} | since={from}&until={to}&of={town} | package.yaml:26: 'replay' has {town}",
    "people/changed/subscription | /people | package.yaml:27: 'subscription' is a path below the base",
    "leave: keep=true | left: keep=true | package.yaml:25: there is no key 'left' here; there are leave, path, replay, subscription",
    "times: | time: | package.yaml:26: 'replay' has times, and nothing says how they are written"
  })
  void aMistakeIsToldWithItsPlace(String was, String is, String message) throws IOException {
    assertTrue(PACKAGE.contains(was), was);
    String told = assertThrows(PackageException.class, () -> parse(PACKAGE.replace(was, is))).getMessage();
    assertTrue(told.contains(message), told);
  }

  private EhrPackage parse(String text) throws IOException {
    Path made = Files.createDirectories(folder.resolve("made/own")).getParent();
    Files.writeString(made.resolve("package.yaml"), text);
    Files.writeString(made.resolve("own/patient.yaml"), """
        document: person
        each: $.people
        id: $.personid
        rows:
          - {field: familyName, path: $.lastname, codec: text}
        """);
    for (String other : List.of("maps.yaml", "operations.yaml")) {
      Files.writeString(made.resolve(other), "{}");
    }
    Files.writeString(made.resolve("errors.yaml"), "errors: []");
    return PackageParser.folder(made);
  }
}
