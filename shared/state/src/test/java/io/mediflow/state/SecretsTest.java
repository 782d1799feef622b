package io.mediflow.state;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.mediflow.model.store.Secrets;
import io.mediflow.state.key.FileSecrets;
import io.mediflow.state.key.KeyStoreFile;
import io.mediflow.state.key.VaultSecrets;
import io.mediflow.testkit.contract.Samples;
import io.mediflow.testkit.contract.SecretsContract;
import io.mediflow.testkit.memory.TestClock;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.ResourceExistsException;

class SecretsTest {

  @Nested
  class OfTheKeyStoreFile extends SecretsContract {

    @TempDir
    Path folder;

    @Override
    protected Secrets secrets() {
      KeyStoreFile file = new KeyStoreFile(folder.resolve("keystore.json"));
      file.putSecret("plain", List.of("only"));
      file.putSecret("rotated", List.of("newer", "older"));
      return new FileSecrets(file);
    }
  }

  @EnabledIf(value = LocalStackParts.AVAILABLE, disabledReason = LocalStackParts.REASON)
  @Nested
  class OfSecretsManager extends SecretsContract {

    @Override
    protected Secrets secrets() {
      SecretsManagerClient client = LocalStackParts.client(SecretsManagerClient.builder());
      make(client, "plain", "only");
      make(client, "rotated", "newer\nolder\n");
      return new VaultSecrets(client, "test/", Clock.systemUTC());
    }

    @Test
    void aValueIsBelievedForAMinute() {
      SecretsManagerClient client = LocalStackParts.client(SecretsManagerClient.builder());
      make(client, "changing", "first");
      TestClock clock = new TestClock(Samples.NOON);
      Secrets secrets = new VaultSecrets(client, "test/", clock);
      assertArrayEquals("first".getBytes(), secrets.read("changing").getFirst());
      client.putSecretValue(request -> request.secretId("test/changing").secretString("second\nfirst"));
      assertEquals(1, secrets.read("changing").size());
      clock.advance(Duration.ofMinutes(1));
      assertArrayEquals("second".getBytes(), secrets.read("changing").getFirst());
    }

    @Test
    void thatThereIsNoneIsBelievedForAMinute() {
      SecretsManagerClient client = LocalStackParts.client(SecretsManagerClient.builder());
      TestClock clock = new TestClock(Samples.NOON);
      Secrets secrets = new VaultSecrets(client, "test/", clock);
      assertThrows(IllegalStateException.class, () -> secrets.read("later"));
      make(client, "later", "made");
      assertThrows(IllegalStateException.class, () -> secrets.read("later"));
      clock.advance(Duration.ofMinutes(1));
      assertArrayEquals("made".getBytes(), secrets.read("later").getFirst());
    }

    private void make(SecretsManagerClient client, String name, String value) {
      try {
        client.createSecret(request -> request.name("test/" + name).secretString(value));
      } catch (ResourceExistsException earlier) {
        // another test of this class made it
      }
    }
  }
}
