package io.mediflow.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mediflow.model.store.Secrets;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every keeper of secrets does. */
public abstract class SecretsContract {

  /** One secret {@code plain} with the value {@code only}, one {@code rotated} with {@code newer} and {@code older}. */
  protected abstract Secrets secrets();

  @Test
  void givesTheValuesInForceTheNewestFirst() {
    assertEquals(List.of("only"), texts("plain"));
    assertEquals(List.of("newer", "older"), texts("rotated"));
  }

  @Test
  void namesTheSecretThatIsMissing() {
    Secrets secrets = secrets();
    assertTrue(assertThrows(IllegalStateException.class, () -> secrets.read("nobody")).getMessage().contains("nobody"));
  }

  private List<String> texts(String name) {
    return secrets().read(name).stream().map(value -> new String(value, StandardCharsets.UTF_8)).toList();
  }
}
