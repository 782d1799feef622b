package io.mediflow.cli.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Starts that cannot succeed end with a sentence, an exit code, and nothing half-written. */
@Timeout(120)
class BadStartTest {

  @TempDir private Path place;

  @BeforeAll
  static void built() {
    UpProcess.assumeBuilt();
  }

  @Test
  void aTakenPortIsSaid() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      refused("Port " + taken.getLocalPort() + " (--port) is taken", place.resolve("data"), "--port", "" + taken.getLocalPort());
    }
  }

  @Test
  void aFolderOfSomethingElseIsLeftAlone() throws Exception {
    Files.writeString(place.resolve("thesis.txt"), "years of work");
    refused("is not a MediFlow data folder", place);
    try (Stream<Path> files = Files.list(place)) {
      assertEquals(1, files.count());
    }
  }

  @Test
  void aDamagedKeyStoreIsSaid() throws Exception {
    Path data = half("keys/keystore.json", "{\"keys\": {\"sam");
    refused("keystore.json is damaged", data);
    assertEquals("{\"keys\": {\"sam", Files.readString(data.resolve("keys/keystore.json")), "it is left for who can mend it");
  }

  @Test
  void aDamagedJournalOfTheSandboxIsSaid() throws Exception {
    refused("journal.ndjson", half("sandbox/journal.ndjson", "{\"commit\": [\n{\"commit\": []}\n"));
  }

  @Test
  void damagedQueuesAreSaid() throws Exception {
    Path data = half("aws/mediflow-data", "1\n");
    Files.writeString(data.resolve("aws/queues.mv.db"), "this is no database");
    refused("The queues in the data folder", data);
  }

  private Path half(String file, String text) throws Exception {
    Path data = place.resolve("data");
    Files.createDirectories(data.resolve(file).getParent());
    Files.writeString(data.resolve("mediflow-data"), "mediflow data folder, format 1\n");
    Files.writeString(data.resolve(file), text);
    return data;
  }

  private static void refused(String said, Path data, String... more) throws Exception {
    String[] options = Stream.concat(Stream.of("--sandbox-port", "0"), Stream.of(more)).toArray(String[]::new);
    try (UpProcess up = UpProcess.start(data, options)) {
      assertTrue(up.ended(Duration.ofSeconds(60)), () -> "it did not end: " + up.said());
      assertEquals(1, up.exitCode(), up.said());
      assertTrue(up.said().contains(said), up.said());
      assertFalse(up.said().contains("\tat "), up.said());
      assertFalse(Files.exists(data.resolve("run.json")));
    }
  }
}
