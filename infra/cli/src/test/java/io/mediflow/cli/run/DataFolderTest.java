package io.mediflow.cli.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mediflow.cli.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {

  @TempDir private Path place;

  @Test
  void aNewFolderIsMadeAndFoundAgain() {
    DataFolder.open(place.resolve("a/b")).write("keys/one.json", "{}");
    assertEquals(Optional.of("{}"), DataFolder.open(place.resolve("a/b")).read("keys/one.json"));
    assertEquals(Optional.empty(), DataFolder.existing(place.resolve("a/b")).read("keys/two.json"));
  }

  @Test
  void aFileIsForItsOwnerOnly() throws IOException {
    DataFolder.open(place.resolve("data")).write("run.json", "{}");
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(place.resolve("data/run.json"))));
  }

  @Test
  void itsFoldersAreForTheirOwnerOnly() throws IOException {
    DataFolder data = DataFolder.open(place.resolve("data"));
    data.folder("logs");
    data.write("keys/one.json", "{}");
    for (String made : new String[] {"data", "data/logs", "data/keys"}) {
      assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(place.resolve(made))), made);
    }
  }

  @Test
  void aFolderOfSomethingElseIsLeftAlone() throws IOException {
    Files.writeString(place.resolve("thesis.txt"), "years of work");
    refused("is not empty and is not a MediFlow data folder", () -> DataFolder.open(place));
    assertEquals(1, place.toFile().list().length, "nothing was written");
  }

  @Test
  void aFileIsNoFolder() throws IOException {
    Path file = Files.writeString(place.resolve("data"), "x");
    refused("is a file", () -> DataFolder.open(file));
  }

  @Test
  void aStartThatWasKilledBeforeTheMarkIsGoneOnWith() throws IOException {
    Files.writeString(place.resolve("mediflow-data.new"), "med");
    DataFolder.open(place);
    assertTrue(Files.readString(place.resolve("mediflow-data")).contains("format 1"));
  }

  @Test
  void aDamagedOrForeignMarkIsSaid() throws IOException {
    Files.writeString(place.resolve("mediflow-data"), "");
    refused("is damaged: its mark is empty", () -> DataFolder.open(place));
    Files.writeString(place.resolve("mediflow-data"), "mediflow data folder, format 9");
    refused("another version", () -> DataFolder.open(place));
  }

  @Test
  void whereNothingRunsTheCommandsSayHowToStart() {
    refused("There is no MediFlow data folder", () -> DataFolder.existing(place));
    DataFolder data = DataFolder.open(place);
    refused("Nothing runs on", () -> RunFile.running(data));
  }

  @Test
  void oneSystemAtATime() {
    DataFolder data = DataFolder.open(place);
    try (DataFolder.Lock held = data.lock().orElseThrow()) {
      assertTrue(data.lock().isEmpty());
      refused("is still starting", () -> RunFile.running(data));
      data.write("run.json", "{\"pid\": 1");
      refused("is damaged", () -> RunFile.running(data));
    }
    assertFalse(data.lock().isEmpty());
  }

  @Test
  void aDamagedIssuerKeyIsSaidAndNotReplaced() {
    DataFolder data = DataFolder.open(place);
    data.write("issuer/private.json", "{\"kty\":\"RSA\"");
    refused("The key that signs API tokens is damaged", () -> Issuer.of(data));
    assertEquals(Optional.of("{\"kty\":\"RSA\""), data.read("issuer/private.json"));
  }

  private static void refused(String said, org.junit.jupiter.api.function.Executable attempt) {
    Failure failure = assertThrows(Failure.class, attempt);
    assertTrue(failure.getMessage().contains(said), failure.getMessage());
  }
}
