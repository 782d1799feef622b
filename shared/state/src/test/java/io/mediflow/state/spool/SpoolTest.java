package io.mediflow.state.spool;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class SpoolTest {

  @TempDir private Path folder;

  @Test
  void eachSectionIsReadAsItWasWritten() throws IOException {
    Random random = new Random(1);
    ByteArrayOutputStream[] expected = {new ByteArrayOutputStream(), new ByteArrayOutputStream(), new ByteArrayOutputStream()};
    try (Spool spool = new Spool(folder, 4)) {
      for (int turn = 0; turn < 2_000; turn++) {
        byte[] bytes = new byte[random.nextInt(turn == 1_000 ? 200_000 : 200)];
        random.nextBytes(bytes);
        int section = random.nextInt(3);
        spool.add(section, bytes);
        expected[section].writeBytes(bytes);
      }
      for (int section = 0; section < 3; section++) {
        assertArrayEquals(expected[section].toByteArray(), spool.read(section));
      }
      assertEquals(0, spool.read(3).length);
      assertEquals(Stream.of(expected).mapToLong(ByteArrayOutputStream::size).sum(), spool.size());
    }
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "there the file has a name until the process ends")
  void aKilledProcessLeavesNoFile() throws IOException {
    try (Spool spool = new Spool(folder, 1)) {
      spool.add(0, new byte[1_000_000]);
      try (Stream<Path> files = Files.list(folder)) {
        assertEquals(0, files.count(), "the file has no name any more");
      }
      assertEquals(1_000_000, spool.read(0).length, "and is there");
    }
  }

  @Test
  void littleNeedsNoFile() throws IOException {
    Path none = folder.resolve("none");
    try (Spool spool = new Spool(none, 2)) {
      spool.add(1, new byte[1_000]);
      assertEquals(1_000, spool.read(1).length);
      assertThrows(IOException.class, () -> spool.add(1, new byte[100_000]));
    }
  }
}
