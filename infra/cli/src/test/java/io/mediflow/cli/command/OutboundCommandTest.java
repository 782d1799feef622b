package io.mediflow.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mediflow.cli.run.DataFolder;
import io.mediflow.cli.run.RunFile;
import io.mediflow.cli.run.Stores;
import io.mediflow.embedded.EmbeddedAws;
import io.mediflow.embedded.TemplateReader;
import io.mediflow.model.connection.Connection;
import io.mediflow.model.connection.EhrInterface;
import io.mediflow.model.outbound.OutboundOutcome;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A message out, from its file to what the agent told. */
class OutboundCommandTest {

  @TempDir private Path place;

  @Test
  void aMessageIsQueuedOnceAndItsOutcomeShown() throws IOException {
    try (EmbeddedAws aws = EmbeddedAws.start(TemplateReader.ofThisProject(), EmbeddedAws.Options.IN_MEMORY);
        RunningFolder running = RunningFolder.of(place.resolve("data"), aws);
        Stores stores = Stores.of(RunFile.running(running.data()))) {
      DataFolder data = running.data();
      assertTrue(stores.connections().put(new Connection("elm", "Elm", "hl7v2", 1, ZoneId.of("UTC"), List.of(
          new EhrInterface("feed", URI.create("https://feed.invalid"), "", "elm", List.of(), "hook-elm-feed")), false, 0)));
      Path file = Files.writeString(place.resolve("m.hl7"),
          "MSH|^~\\&|A|B|C|D|20260102030405||ADT^A08|C1|P|2.5.1\nEVN|A08|20260102030405\nPID|1||1^^^A^MR||Test^Ada\n");

      Ran.of("outbound", "send", "elm", place.resolve("none"), "--data", data.path()).failed(2, "There is no file");
      Ran open = Ran.of("outbound", "send", "elm", file, "--wait", "0", "--data", data.path());
      assertEquals(5, open.exitCode(), open.err());
      assertTrue(open.out().contains("Queued as number 1."), open.out());
      assertTrue(stores.outbound().next("elm", "feed").orElseThrow().text().startsWith("MSH|^~\\&|A|B|C|D|20260102030405||ADT^A08|C1|P|2.5.1\rEVN|"));

      assertFalse(open.out().contains("Waiting"), open.out());
      Ran waited = Ran.of("outbound", "send", "elm", file, "--wait", "1", "--data", data.path());
      assertTrue(waited.out().contains("Waiting up to 1 s for the agent"), waited.out());

      stores.outbound().settle("elm", "feed", 1, new OutboundOutcome(OutboundOutcome.Result.ACCEPTED, "AA", "", 2, Instant.now()));
      String said = Ran.of("outbound", "send", "elm", file, "--data", data.path()).well().out();
      assertTrue(said.contains("It was queued before, as number 1.") && said.contains("accepted (AA) It was sent 2 times."), said);

      Files.writeString(file, Files.readString(file).replace("Ada", "Eve"));
      Ran.of("outbound", "send", "elm", file, "--data", data.path()).failed(1, "Another message with this control id");
      Files.writeString(file, "PID|1\n");
      Ran.of("outbound", "send", "elm", file, "--data", data.path()).failed(1, "is no HL7 v2 message");
      Ran.of("outbound", "send", "elm", file, "--interface", "fhir", "--data", data.path()).failed(1, "");
      assertEquals(0, stores.outbound().waiting("elm", "feed").messages());
    }
  }
}
