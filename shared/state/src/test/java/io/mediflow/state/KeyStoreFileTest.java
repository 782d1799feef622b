package io.mediflow.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mediflow.model.ehr.Signer.Algorithm;
import io.mediflow.model.record.RecordIds;
import io.mediflow.state.key.FileSecrets;
import io.mediflow.state.key.FileSigner;
import io.mediflow.state.key.KeyStoreFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyStoreFileTest {

  @TempDir
  Path folder;

  @Test
  void makesEachKeyAndSecretOnceForItsOwnerOnly() throws IOException {
    Path path = folder.resolve("deep/keystore.json");
    KeyStoreFile file = new KeyStoreFile(path);
    assertTrue(file.makeSecret("record-id-key"));
    byte[] first = new FileSecrets(file).read("record-id-key").getFirst();
    assertFalse(file.makeSecret("record-id-key"));
    assertEquals(new String(first), new String(new FileSecrets(file).read("record-id-key").getFirst()));
    assertEquals(26, new RecordIds(first).createKey("c", "a", "k").length());
    assertTrue(file.makeKey("k", Algorithm.ES384, Optional.empty()));
    String kid = new FileSigner(file, Clock.systemUTC()).key("k").kid();
    assertFalse(file.makeKey("k", Algorithm.RS384, Optional.empty()));
    assertEquals(kid, new FileSigner(new KeyStoreFile(path), Clock.systemUTC()).key("k").kid());
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(path)));
  }

  @Test
  void whatSeveralProcessesMakeAtOnceIsAllThere() throws Exception {
    Path path = folder.resolve("keystore.json");
    List<Process> makers = new ArrayList<>();
    for (String maker : List.of("a", "b", "c")) {
      makers.add(new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
          System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")), Maker.class.getName(), path.toString(), maker)
          .inheritIO().start());
    }
    for (Process maker : makers) {
      assertTrue(maker.waitFor(60, TimeUnit.SECONDS), "it goes on");
      assertEquals(0, maker.exitValue());
    }
    FileSecrets secrets = new FileSecrets(new KeyStoreFile(path));
    List.of("a", "b", "c").forEach(maker -> IntStream.range(0, Maker.EACH).forEach(one -> secrets.read(maker + one)));
  }

  /** A process that makes secrets. */
  static final class Maker {

    static final int EACH = 50;

    public static void main(String[] arguments) {
      KeyStoreFile file = new KeyStoreFile(Path.of(arguments[0]));
      IntStream.range(0, EACH).forEach(one -> file.makeSecret(arguments[1] + one));
    }
  }

  @Test
  void saysWhatIsWrongWithTheFile() throws IOException {
    Path path = folder.resolve("keystore.json");
    FileSecrets secrets = new FileSecrets(new KeyStoreFile(path));
    assertTrue(told(() -> secrets.read("x")).contains("there is no key store file " + path));
    Files.writeString(path, "{\"secrets\": {\"x\": [\"very sec");
    assertEquals("the key store file " + path + " is damaged; put back a copy of it", told(() -> secrets.read("x")));
    assertTrue(told(() -> new KeyStoreFile(path).makeSecret("y")).contains("damaged"));
    assertTrue(Files.readString(path).startsWith("{\"secrets\": {\"x\""));
  }

  private static String told(Runnable work) {
    return assertThrows(IllegalStateException.class, work::run).getMessage();
  }
}
