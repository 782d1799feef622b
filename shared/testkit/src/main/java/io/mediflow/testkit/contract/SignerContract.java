package io.mediflow.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mediflow.model.ehr.Signer;
import io.mediflow.model.ehr.Signer.Algorithm;
import io.mediflow.model.ehr.Signer.SigningKey;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What every signer does. */
public abstract class SignerContract {

  private static final Map<String, Algorithm> KEYS = Map.of("rs384", Algorithm.RS384, "es384", Algorithm.ES384);

  /** A signer that holds the keys {@code rs384} and {@code es384}, of those algorithms, without an end. */
  protected abstract Signer signer();

  @Test
  void signsWhatItsPublicKeyVerifies() throws GeneralSecurityException {
    Signer signer = signer();
    for (var one : KEYS.entrySet()) {
      SigningKey key = signer.key(one.getKey());
      assertEquals(one.getValue(), key.algorithm());
      for (int size = 0; size < 12; size++) { // ECDSA: R and S have leading zeros now and then
        byte[] input = ("head." + "x".repeat(size * 1000)).getBytes(StandardCharsets.UTF_8);
        byte[] signature = signer.sign(one.getKey(), input);
        assertTrue(verifies(key, input, signature), one.getKey());
        input[0]++;
        assertTrue(!verifies(key, input, signature), one.getKey());
      }
    }
  }

  @Test
  void publishesAllKeysUnderStableIds() {
    Signer signer = signer();
    assertEquals(KEYS.keySet(), signer.keys().stream().map(SigningKey::name).collect(Collectors.toSet()));
    assertEquals(signer.key("rs384").kid(), signer.key("rs384").kid());
    assertNotEquals(signer.key("rs384").kid(), signer.key("es384").kid());
    assertEquals(Set.of(signer.key("rs384").kid(), signer.key("es384").kid()),
        signer.keys().stream().map(SigningKey::kid).collect(Collectors.toSet()));
  }

  @Test
  void namesTheKeyThatItDoesNotHave() {
    Signer signer = signer();
    assertTrue(assertThrows(IllegalStateException.class, () -> signer.key("nobody")).getMessage().contains("nobody"));
    assertTrue(assertThrows(IllegalStateException.class, () -> signer.sign("nobody", new byte[1])).getMessage()
        .contains("nobody"));
  }

  private static boolean verifies(SigningKey key, byte[] input, byte[] signature) throws GeneralSecurityException {
    Signature verifier = Signature.getInstance(switch (key.algorithm()) {
      case RS384 -> "SHA384withRSA";
      case ES384 -> "SHA384withECDSAinP1363Format"; // R‖S, as JWS has it
    });
    verifier.initVerify(key.publicKey());
    verifier.update(input);
    return verifier.verify(signature);
  }
}
