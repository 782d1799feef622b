package io.mediflow.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.mediflow.model.store.Bodies;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** What every store of bodies does. */
public abstract class BodiesContract {

  private final String connection = Samples.connection();

  protected abstract Bodies bodies();

  @Test
  void keepsBytesUnderTheirContent() {
    Bodies bodies = bodies();
    byte[] body = "Ünïcode ".repeat(50_000).getBytes(StandardCharsets.UTF_8);
    String reference = bodies.put(connection, body);
    assertEquals(reference, bodies.put(connection, body.clone()));
    assertNotEquals(reference, bodies.put(connection, new byte[0]));
    assertArrayEquals(body, bodies.get(connection, reference));
  }

  @Test
  void aReferenceHoldsForItsConnectionOnly() {
    Bodies bodies = bodies();
    String reference = bodies.put(connection, new byte[] {1, 2});
    String stranger = Samples.connection();
    assertThrows(IllegalStateException.class, () -> bodies.get(stranger, reference));
    assertThrows(IllegalStateException.class, () -> bodies.get(connection, "../" + stranger + "/" + reference));
  }
}
