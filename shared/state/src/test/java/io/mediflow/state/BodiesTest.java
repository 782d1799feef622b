package io.mediflow.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.mediflow.model.store.Bodies;
import io.mediflow.state.body.FileBodies;
import io.mediflow.state.body.S3Bodies;
import io.mediflow.testkit.contract.BodiesContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.S3Client;

class BodiesTest {

  @Nested
  class InAFolder extends BodiesContract {

    @TempDir
    Path folder;

    @Override
    protected Bodies bodies() {
      return new FileBodies(folder);
    }

    @Test
    void leavesNothingHalfWrittenAndNothingForOthersToRead() throws IOException {
      String reference = bodies().put("practice", new byte[] {1});
      try (Stream<Path> files = Files.walk(folder).filter(Files::isRegularFile)) {
        Path only = files.reduce((a, b) -> {
          throw new AssertionError("more than one file");
        }).orElseThrow();
        assertEquals(reference, only.getFileName().toString());
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(only)));
      }
      assertThrows(IllegalArgumentException.class, () -> bodies().put("../elsewhere", new byte[] {1}));
    }
  }

  @EnabledIf(value = LocalStackParts.AVAILABLE, disabledReason = LocalStackParts.REASON)
  @Nested
  class OnLocalStack extends BodiesContract {

    @Override
    protected Bodies bodies() {
      S3Client client = LocalStackParts.client(S3Client.builder().forcePathStyle(true));
      client.createBucket(request -> request.bucket("bodies"));
      return new S3Bodies(client, "bodies");
    }
  }
}
