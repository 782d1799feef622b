package io.mediflow.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mediflow.cli.run.DataFolder;
import io.mediflow.cli.run.RunFile;
import io.mediflow.cli.run.Stores;
import io.mediflow.embedded.EmbeddedAws;
import io.mediflow.embedded.TemplateReader;
import io.mediflow.model.connection.Connection;
import io.mediflow.model.connection.EhrInterface;
import io.mediflow.state.key.FileSecrets;
import io.mediflow.state.key.KeyStoreFile;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys and secrets change with an overlap. */
class KeyCommandTest {

  private static EmbeddedAws aws;

  @TempDir private Path place;
  private DataFolder data;
  private RunningFolder running;
  private KeyStoreFile keys;

  @BeforeAll
  static void parts() {
    aws = EmbeddedAws.start(TemplateReader.ofThisProject(), EmbeddedAws.Options.IN_MEMORY);
  }

  @AfterAll
  static void stop() {
    aws.close();
  }

  @BeforeEach
  void running() {
    running = RunningFolder.of(place.resolve("data"), aws);
    data = running.data();
    keys = new KeyStoreFile(data.path().resolve("keystore.json"));
    keys.makeSecret("hook-elm-fhir");
  }

  @AfterEach
  void ended() {
    running.close();
  }

  @Test
  void theNextKeyIsPublishedBeforeItIsUsedAndTheOldOneEndsAfterwards() {
    try (Stores stores = Stores.of(RunFile.running(data))) {
      stores.signingKey("elm");
      assertTrue(stores.connections().put(new Connection("elm", "Elm", "smart-r4", 1, ZoneId.of("UTC"), List.of(
          new EhrInterface("fhir", URI.create("https://ehr.example/fhir"), "us", "elm", List.of(), "hook-elm-fhir")), false, 0)));
      Ran.of("key", "use", "elm", "elm-2", "--data", data.path()).failed(1, "There is no key elm-2. Make it first");
      assertTrue(Ran.of("key", "make", "elm-2", "--lasts", "P1Y", "--data", data.path()).well().out().contains("jwks.json now"));
      Ran.of("key", "make", "elm-2", "--data", data.path()).failed(1, "There is a key elm-2 already");
      Ran.of("key", "use", "elm", "elm-2", "--data", data.path()).failed(1, "was published less than a day ago");
      Ran.of("key", "end", "elm", "--data", data.path()).failed(1, "The key elm is used by elm/fhir.");
      assertEquals("elm", stores.connection("elm").interfaceNamed("fhir").orElseThrow().signingKey());

      Ran.of("key", "use", "elm", "elm-2", "--now", "--data", data.path()).well();
      assertEquals("elm-2", stores.connection("elm").interfaceNamed("fhir").orElseThrow().signingKey());
      assertEquals(2, stores.signingKeys().stream().filter(one -> one.name().startsWith("elm")).count(), "both are published");
      Ran.of("key", "end", "elm", "--data", data.path()).well();
      Ran.of("key", "use", "elm", "elm-2", "--now", "--data", data.path()).failed(1, "uses elm-2 already");
      String listed = Ran.of("key", "list", "--data", data.path()).well().out();
      assertTrue(listed.lines().anyMatch(line -> line.startsWith("elm-2 ") && line.endsWith(" elm/fhir")), listed);
      assertTrue(listed.lines().anyMatch(line -> line.matches("elm +\\S+ +ES384 +\\S+Z +-")), listed);
      assertTrue(stores.connections().put(stores.connection("elm").with(List.of())), "leaves nothing to the next test");
    }
  }

  @Test
  void theOldSecretOfNotificationsIsTakenUntilTheEhrUsesTheNewOne() {
    try (Stores stores = Stores.of(RunFile.running(data))) {
      assertTrue(stores.connections().put(new Connection("oak", "Oak", "smart-r4", 1, ZoneId.of("UTC"), List.of(
          new EhrInterface("fhir", URI.create("https://ehr.example/fhir"), "us", "oak", List.of(), "hook-elm-fhir")), false, 0)));
    }
    String before = values().getFirst();

    String said = Ran.of("key", "hook", "oak", "fhir", "--data", data.path()).well().out();
    assertEquals(2, values().size());
    assertEquals(before, values().getLast());
    assertTrue(said.contains("X-Hook-Secret: " + values().getFirst()), said);

    Ran.of("key", "hook", "oak", "fhir", "--alone", "--data", data.path()).well();
    assertEquals(1, values().size());
    assertTrue(said.contains(values().getFirst()), "the new one");
    Ran.of("key", "hook", "oak", "feed", "--data", data.path()).failed(1, "oak has no interface feed with notifications");
  }

  private List<String> values() {
    return new FileSecrets(keys).read("hook-elm-fhir").stream().map(one -> new String(one, StandardCharsets.UTF_8)).toList();
  }
}
