package io.mediflow.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {

  @TempDir private Path place;

  @BeforeEach
  void rightsAreKnownHere() throws IOException {
    assumeTrue(Files.getFileStore(place).supportsFileAttributeView("posix"), "this file system knows no owner's rights");
  }

  @Test
  void aFolderThatIsMadeIsForItsOwnerOnly() throws IOException {
    DataFolder.open(place.resolve("data/aws")).close();
    assertEquals("rwx------", rights("data/aws"));
  }

  @Test
  void aFolderThatIsThereKeepsItsRights() throws IOException {
    Files.setPosixFilePermissions(Files.createDirectory(place.resolve("aws")), PosixFilePermissions.fromString("rwxr-x---"));
    DataFolder.open(place.resolve("aws")).close();
    assertEquals("rwxr-x---", rights("aws"));
  }

  private String rights(String name) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(place.resolve(name)));
  }
}
