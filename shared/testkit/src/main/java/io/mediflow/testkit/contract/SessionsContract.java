package io.mediflow.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mediflow.model.store.Sessions;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every keeper of links and sessions does. */
public abstract class SessionsContract {

  private final Instant noon = Samples.NOON;

  protected abstract Sessions sessions();

  @Test
  void aLinkOpensOneSession() {
    Sessions sessions = sessions();
    String link = sessions.link("practice", noon.plusSeconds(60));
    String session = sessions.redeem(link, noon, noon.plusSeconds(600)).orElseThrow();
    assertNotEquals(link, session);
    assertTrue(session.length() >= 32);
    assertEquals(Optional.of("practice"), sessions.connection(session, noon.plusSeconds(599)));
    assertEquals(Optional.empty(), sessions.connection(session, noon.plusSeconds(600)));
    assertEquals(Optional.empty(), sessions.redeem(link, noon, noon.plusSeconds(600)));
    assertEquals(Optional.empty(), sessions.connection(link, noon));
  }

  @Test
  void whatIsUnknownOrLateOpensNothing() {
    Sessions sessions = sessions();
    String late = sessions.link("practice", noon.plusSeconds(60));
    assertEquals(Optional.empty(), sessions.redeem(late, noon.plusSeconds(60), noon.plusSeconds(600)));
    assertEquals(Optional.empty(), sessions.redeem("made up", noon, noon.plusSeconds(600)));
    assertEquals(Optional.empty(), sessions.connection("made up", noon));
    assertNotEquals(sessions.link("practice", noon), sessions.link("practice", noon));
  }
}
