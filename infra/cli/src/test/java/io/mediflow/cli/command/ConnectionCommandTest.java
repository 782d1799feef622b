package io.mediflow.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import io.mediflow.cli.run.DataFolder;
import io.mediflow.cli.run.RunFile;
import io.mediflow.cli.run.Stores;
import io.mediflow.embedded.EmbeddedAws;
import io.mediflow.embedded.TemplateReader;
import io.mediflow.model.change.Change;
import io.mediflow.model.connection.Connection;
import io.mediflow.model.connection.EhrInterface;
import io.mediflow.model.ehr.Signer;
import io.mediflow.model.record.Quarantined;
import io.mediflow.packages.Packages;
import io.mediflow.state.key.KeyStoreFile;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The connection commands on real tables, with an EHR that only says what it is. */
class ConnectionCommandTest {

  private static EmbeddedAws aws;
  private static HttpServer ehr;

  @TempDir private Path place;
  private DataFolder data;
  private RunningFolder running;
  private KeyStoreFile keys;

  @BeforeAll
  static void parts() throws IOException {
    aws = EmbeddedAws.start(TemplateReader.ofThisProject(), EmbeddedAws.Options.IN_MEMORY);
    ehr = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    ehr.createContext("/fhir/metadata", exchange -> {
      byte[] body = "{\"resourceType\": \"CapabilityStatement\"}".getBytes();
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
      exchange.close();
    });
    ehr.start();
  }

  @AfterAll
  static void stop() {
    ehr.stop(0);
    aws.close();
  }

  @BeforeEach
  void running() {
    running = RunningFolder.of(place.resolve("data"), aws);
    data = running.data();
    keys = new KeyStoreFile(data.path().resolve("keystore.json"));
    keys.makeSecret("record-id-key");
  }

  @AfterEach
  void ended() {
    running.close();
  }

  @Test
  void aPracticeIsAddedListedAndShown() throws IOException {
    String said = Ran.of("connection", "add", file("added", base()), "--data", data.path()).well().out();
    assertTrue(said.contains("Added added"), said);
    assertTrue(said.contains("X-Hook-Secret: "), said);
    assertTrue(Ran.of("connection", "list", "--data", data.path()).well().out().contains("added"));
    String shown = Ran.of("connection", "show", "added", "--data", data.path()).well().out();
    assertTrue(shown.contains("\"signing-key\" : \"added\""), shown);
    assertFalse(shown.contains("secret"), "a secret is never shown again");
    assertTrue(Ran.of("link", "--connection", "added", "--data", data.path()).well().out().contains("/link/"));
    assertTrue(Ran.of("mapping-doc", "--connection", "added", "--data", data.path()).well().out().contains("**Package:** smart-r4@1"));

    Ran.of("connection", "add", file("added", base()), "--data", data.path()).failed(1, "There is a connection added already");
  }

  @Test
  void aFeedNeedsNoAddressSinceItIsSentToUs() throws IOException {
    Path file = Files.writeString(place.resolve("feed.yaml"), """
        id: fed
        name: Fed
        package: hl7v2
        zone: America/New_York
        interfaces:
          feed:
            webhook: true
        """);
    String said = Ran.of("connection", "add", file, "--data", data.path()).well().out();
    assertTrue(said.contains("/hooks/fed/feed with header X-MediFlow-Secret: "), said);
    assertFalse(said.contains("jwks.json"), said);
    String plan = Ran.of("plan", "fed", "--data", data.path()).well().out();
    assertTrue(plan.contains("The plan holds."), plan);
  }

  @Test
  void aPracticeWhosePlanIsRefusedIsAddedOnlyWhenThatIsAccepted() throws IOException {
    Path file = file("untold", base());
    Files.writeString(file, Files.readString(file).replace("webhook: true", "every: {patient: hourly}"));

    Ran refused = Ran.of("connection", "add", file, "--data", data.path());
    refused.failed(1, "add it even so with --accept-plan. Nothing was stored.");
    assertTrue(refused.out().contains("patient: Nothing learns of its changes within minutes: by fhir we look only every 1 h."
        + " Look for it every 5 min by fhir"), refused.out());
    nothingStored("untold");

    Ran.of("connection", "add", file, "--accept-plan", "--data", data.path()).well();
    assertTrue(Ran.of("connection", "show", "untold", "--data", data.path()).well().out().contains("\"patient\" : \"PT1H\""));
    assertTrue(Ran.of("plan", "untold", "--data", data.path()).out().replaceAll(" +", " ")
        .contains("patient fhir last-updated whole hourly 1 h"));
  }

  @Test
  void anApplicationOfAnotherPracticeIsRefusedAndNothingIsStored() throws IOException {
    Ran.of("connection", "add", withApplication("first", "scheduling"), "--data", data.path()).well();
    Ran.of("connection", "add", withApplication("second", "scheduling"), "--data", data.path())
        .failed(1, "The application id scheduling belongs to the connection first already");
    nothingStored("second");
    try (Stores stores = Stores.of(RunFile.running(data))) {
      assertEquals("first", stores.applications().find("scheduling").orElseThrow().connection());
    }
    Ran.of("connection", "add", withApplication("second", "scheduling-2"), "--data", data.path()).well();
  }

  @Test
  void aConnectionThatIsThereGetsNoFlowsOfAnotherFile() throws IOException {
    long types = Packages.bundled().find("smart-r4", 1).orElseThrow().records().stream()
        .filter(one -> one.polled() || one.pushed()).count();
    EhrInterface fhir = new EhrInterface("fhir", URI.create(base()), "mediflow", "kept", List.of(), "hook-kept-fhir");
    EhrInterface moved = new EhrInterface("fhir", URI.create("https://other.example/fhir"), "mediflow", "kept", List.of(), "hook-kept-fhir");
    try (Stores stores = Stores.of(RunFile.running(data))) {
      long version = 0;
      for (Connection other : List.of(
          connection("kept", "another-package", 1, fhir, version++), connection("kept", "smart-r4", 2, fhir, version++),
          connection("kept", "smart-r4", 1, moved, version++))) {
        assertTrue(stores.connections().put(other));
        Ran.of("connection", "add", file("kept", base()), "--data", data.path())
            .failed(1, "connection show kept). Choose another id. Nothing was stored.");
        assertEquals(List.of(), stores.flows().of("kept"));
      }

      assertTrue(stores.connections().put(connection("kept", "smart-r4", 1, fhir, version)));
      Ran.of("connection", "add", file("kept", base()), "--data", data.path())
          .failed(1, "had left out " + types + " of its flows: these were stored now, and nothing else.");
      assertEquals(types, stores.flows().of("kept").size());
      Ran.of("connection", "add", file("kept", base()), "--data", data.path()).failed(1, "Choose another id. Nothing was stored.");
    }
    assertFalse(read().contains("kept"), "no key was made");
  }

  @Test
  void whatIsThePracticesOwnIsCheckedAndReplacedByANewerVersion() throws IOException {
    Ran.of("connection", "add", file("own", base()), "--data", data.path()).well();
    Path overlay = Files.writeString(place.resolve("overlay.yaml"), """
        version: 1
        patient:
          - {field: custom.pharmacy, path: extension('https://practice.example/p').value.ofType(string), codec: text}
        local:
          visit-types:
            - {ours: new-patient, ehr: "101"}
        """);
    String said = Ran.of("connection", "overlay", "own", overlay, "--data", data.path()).well().out();
    assertTrue(said.contains("Version 1 of the overlay of own is in force: 1 rows, 1 local entries."), said);
    Ran.of("connection", "overlay", "own", overlay, "--data", data.path()).failed(1, "Raise it. Nothing was stored.");

    Files.writeString(overlay, Files.readString(overlay).replace("version: 1", "version: 2") + "    - {ours: other, ehr: \"101\"}\n");
    Ran.of("connection", "overlay", "own", overlay, "--data", data.path()).failed(1, "cannot be used: overlay:");
    Files.writeString(overlay, "version: 2\nhl7v2:\n  patient:\n    - {field: custom.z, path: ZPH-1, codec: text}\n");
    Ran.of("connection", "overlay", "own", overlay, "--data", data.path()).failed(1, "of the format hl7v2; leave it out");
    Ran.of("connection", "overlay", "nowhere", overlay, "--data", data.path()).failed(1, "There is no connection nowhere");
    assertTrue(Ran.of("fidelity", "own", "--data", data.path()).well().out().contains("There are no records yet"));
    assertTrue(Ran.of("local-build", "own", "--data", data.path()).well().out().contains("use no code"));
  }

  @Test
  void anUpgradeIsTriedOnWhatIsThePracticesOwn() throws IOException {
    Ran.of("connection", "add", file("upgraded", base()), "--data", data.path()).well();
    Path overlay = Files.writeString(place.resolve("overlay.yaml"), """
        version: 1
        patient:
          - {field: custom.pharmacy, path: extension('https://practice.example/p').value.ofType(string), codec: text}
        """);
    Ran.of("connection", "overlay", "upgraded", overlay, "--data", data.path()).well();
    String patient = "{\"resourceType\": \"Patient\", \"id\": \"secret-id\", \"birthDate\": \"1990-02-03\"}";
    try (Stores stores = Stores.of(RunFile.running(data))) {
      Change change = new Change("c1", Change.Origin.POLL, "upgraded", "fhir", "Patient", "secret-id", patient, null, 1, 0);
      stores.quarantine().put(new Quarantined("upgraded", "c1", Instant.now(), new ObjectMapper().writeValueAsString(change), List.of()));
    }
    Path records = Files.writeString(place.resolve("patient.json"), patient);

    String said = Ran.of("package", "diff", "smart-r4", "hl7v2", "--connection", "upgraded", "--records", records, "--data", data.path())
        .well().out();
    assertTrue(said.contains("the practice's own: The package hl7v2@1.1.0 does not map a patient of the format fhir-r4"), said);
    assertTrue(said.contains("patient.json: patient: only by smart-r4@"), said);
    assertTrue(said.contains("quarantine:1: patient: only by smart-r4@"), said);
    assertTrue(said.contains("2 of 2 inputs would be mapped otherwise"), said);
    assertFalse(said.contains("secret-id"), "nothing of a patient is printed");
    assertTrue(Ran.of("package", "diff", "smart-r4", "smart-r4", "--connection", "upgraded", "--data", data.path()).well().out()
        .contains("0 of 1 inputs would be mapped otherwise"));
    Ran.of("package", "diff", "smart-r4", "smart-r4", "--connection", "nowhere", "--data", data.path())
        .failed(1, "There is no connection nowhere");
  }

  @Test
  void anUnknownConnectionIsSaid() {
    Ran.of("connection", "show", "nowhere", "--data", data.path()).failed(1, "There is no connection nowhere");
    Ran.of("link", "--connection", "nowhere", "--data", data.path()).failed(1, "There is no connection nowhere");
  }

  @Test
  void anEhrThatCannotBeReachedIsSaidAndNothingIsStored() throws IOException {
    Ran.of("connection", "add", file("away", "http://127.0.0.1:1/fhir"), "--data", data.path())
        .failed(1, "The EHR cannot be reached: http://127.0.0.1:1 does not answer");
    Ran.of("connection", "add", file("away", base().replace("/fhir", "/elsewhere")), "--data", data.path())
        .failed(1, "it must be the FHIR R4 base URL");
    nothingStored("away");
  }

  @Test
  void anExpiredKeyIsSaidAndNothingIsStored() throws IOException {
    keys.makeKey("old", Signer.Algorithm.ES384, Optional.of(Instant.parse("2020-01-01T00:00:00Z")));
    Path file = file("expired", base());
    Files.writeString(file, Files.readString(file).replace("client-id: mediflow", "client-id: mediflow\n    signing-key: old"));
    Ran.of("connection", "add", file, "--data", data.path()).failed(1, "The signing key old ended on 2020-01-01");
    nothingStored("expired");
  }

  @Test
  void aBrokenFileIsSaidAndNothingIsStored() throws IOException {
    Path file = file("broken", base());
    Files.writeString(file, Files.readString(file).replace("package: smart-r4", "package: smart-r9"));
    Ran.of("connection", "add", file, "--data", data.path()).failed(1, "there is no EHR package smart-r9");
    Files.writeString(file, "id: [");
    Ran.of("connection", "add", file, "--data", data.path()).failed(1, "cannot be read as YAML");
    nothingStored("broken");
  }

  private void nothingStored(String id) {
    Ran.of("connection", "show", id, "--data", data.path()).failed(1, "There is no connection " + id);
    assertEquals(Optional.empty(), Optional.of(read()).filter(store -> store.contains("\"" + id + "\"")), "no key was made");
  }

  private String read() {
    return data.read("keystore.json").orElseThrow();
  }

  private static Connection connection(String id, String named, int major, EhrInterface way, long version) {
    return new Connection(id, "A Practice", named, major, ZoneId.of("America/New_York"), List.of(way), false, version);
  }

  private Path withApplication(String id, String application) throws IOException {
    Path file = file(id, base());
    return Files.writeString(file, Files.readString(file)
        + "applications:\n  - id: " + application + "\n    name: Scheduling\n    reads: [patient]\n");
  }

  private static String base() {
    return "http://127.0.0.1:" + ehr.getAddress().getPort() + "/fhir";
  }

  private Path file(String id, String base) throws IOException {
    return Files.writeString(place.resolve(id + ".yaml"), """
        id: %s
        name: A Practice
        package: smart-r4
        zone: America/New_York
        interfaces:
          fhir:
            base: %s
            client-id: mediflow
            webhook: true
        """.formatted(id, base));
  }
}
