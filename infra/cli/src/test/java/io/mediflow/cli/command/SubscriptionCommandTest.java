package io.mediflow.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mediflow.cli.run.RunFile;
import io.mediflow.cli.run.Stores;
import io.mediflow.embedded.EmbeddedAws;
import io.mediflow.embedded.TemplateReader;
import io.mediflow.model.change.Subscription;
import io.mediflow.model.connection.Connection;
import io.mediflow.model.connection.EhrInterface;
import io.mediflow.model.record.RecordType;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SubscriptionCommandTest {

  private static final Instant END = Instant.parse("2026-04-01T12:00:00Z");
  private static EmbeddedAws aws;

  @TempDir private Path place;

  @BeforeAll
  static void parts() {
    aws = EmbeddedAws.start(TemplateReader.ofThisProject(), EmbeddedAws.Options.IN_MEMORY);
  }

  @AfterAll
  static void stop() {
    aws.close();
  }

  @Test
  void eachIsALineWithStateEndNumberAndSignOfLife() {
    RunningFolder running = RunningFolder.of(place.resolve("data"), aws);
    try (Stores stores = Stores.of(RunFile.running(running.data()))) {
      stores.connections().put(new Connection("told", "Told", "smart-r4", 1, ZoneId.of("America/New_York"),
          List.of(new EhrInterface("fhir", URI.create("https://ehr.example/fhir"), "us", "k", List.of(), "")), false, 0));
      stores.subscriptions().put("told", "fhir", new Subscription(
          RecordType.SLOT, "Slot?", "7", "active", Optional.of(END), "hash", END, 2, Optional.of(END.minusSeconds(60)), true));
      stores.eventNumbers().reached("told", "fhir", "Subscription/7", 41);
    }
    Ran ran = Ran.of("subscription", "list", "told", "--data", running.data().path()).well();
    running.close();
    String line = ran.out().lines().skip(1).findFirst().orElseThrow().replaceAll(" +", " ");
    assertEquals("fhir slot Slot? active 2026-04-01T12:00:00Z 41 2026-04-01T11:59:00Z 2", line);
    assertTrue(!ran.out().contains("hash"), ran.out());
  }

  @Test
  void whereThereIsNoneItIsSaidWithTheWayToHaveSome() {
    try (RunningFolder running = RunningFolder.of(place.resolve("data"), aws);
        Stores stores = Stores.of(RunFile.running(running.data()))) {
      stores.connections().put(
          new Connection("untold", "Untold", "smart-r4", 1, ZoneId.of("UTC"), List.of(), false, 0));
      String said = Ran.of("subscription", "list", "untold", "--data", running.data().path()).well().out();
      assertTrue(said.startsWith("We have no subscription at the EHR of untold. ") && said.contains("notify-at"), said);
    }
  }

  @Test
  void wrongUsageIsSaid() {
    Ran.of("subscription").failed(2, "Say what to do: list.");
  }
}
