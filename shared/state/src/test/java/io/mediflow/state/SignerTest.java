package io.mediflow.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mediflow.model.ehr.Signer;
import io.mediflow.model.ehr.Signer.Algorithm;
import io.mediflow.state.key.FileSigner;
import io.mediflow.state.key.KeyStoreFile;
import io.mediflow.state.key.KmsSigner;
import io.mediflow.testkit.contract.Samples;
import io.mediflow.testkit.contract.SignerContract;
import io.mediflow.testkit.memory.TestClock;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.AlreadyExistsException;
import software.amazon.awssdk.services.kms.model.KeySpec;
import software.amazon.awssdk.services.kms.model.KeyUsageType;
import software.amazon.awssdk.services.kms.model.Tag;

class SignerTest {

  private static final Instant END = Samples.NOON.plus(Duration.ofDays(30));

  @Nested
  class OfTheKeyStoreFile extends SignerContract {

    @TempDir
    Path folder;

    @Override
    protected Signer signer() {
      KeyStoreFile file = new KeyStoreFile(folder.resolve("keystore.json"));
      file.makeKey("rs384", Algorithm.RS384, Optional.empty());
      file.makeKey("es384", Algorithm.ES384, Optional.empty());
      return new FileSigner(file, Clock.systemUTC());
    }

    @Test
    void aKeyPastItsEndSignsNothing() {
      KeyStoreFile file = new KeyStoreFile(folder.resolve("ending.json"));
      file.makeKey("old", Algorithm.ES384, Optional.of(END));
      signsUntilItsEnd(clock -> new FileSigner(file, clock));
    }
  }

  @EnabledIf(value = LocalStackParts.AVAILABLE, disabledReason = LocalStackParts.REASON)
  @Nested
  class OfKms extends SignerContract {

    @Override
    protected Signer signer() {
      KmsClient client = LocalStackParts.client(KmsClient.builder());
      make(client, "rs384", KeySpec.RSA_3072);
      make(client, "es384", KeySpec.ECC_NIST_P384);
      return new KmsSigner(client, "alias/test/", List.of("rs384", "es384"), Clock.systemUTC());
    }

    @Test
    void aKeyPastItsEndSignsNothing() {
      KmsClient client = LocalStackParts.client(KmsClient.builder());
      make(client, "old", KeySpec.ECC_NIST_P384, Tag.builder().tagKey("ends").tagValue(END.toString()).build());
      signsUntilItsEnd(clock -> new KmsSigner(client, "alias/test/", List.of("old"), clock));
    }

    private void make(KmsClient client, String name, KeySpec spec, Tag... tags) {
      try {
        String id = client.createKey(key -> key.keySpec(spec).keyUsage(KeyUsageType.SIGN_VERIFY).tags(tags))
            .keyMetadata().keyId();
        client.createAlias(alias -> alias.aliasName("alias/test/" + name).targetKeyId(id));
      } catch (AlreadyExistsException earlier) {
        // another test of this class made the alias
      }
    }
  }

  private interface Making {
    Signer with(Clock clock);
  }

  private static void signsUntilItsEnd(Making making) {
    TestClock clock = new TestClock(END.minusSeconds(1));
    Signer signer = making.with(clock);
    assertEquals(Optional.of(END), signer.key("old").ends());
    signer.sign("old", new byte[] {1});
    clock.advance(Duration.ofSeconds(1));
    String told = assertThrows(IllegalStateException.class, () -> signer.sign("old", new byte[] {1})).getMessage();
    assertTrue(told.contains("old") && told.contains("make a new one"), told);
  }
}
