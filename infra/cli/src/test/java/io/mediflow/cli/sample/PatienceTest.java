package io.mediflow.cli.sample;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PatienceTest {

  private static final Patience PATIENCE = new Patience(Duration.ofSeconds(60), Duration.ofMinutes(5));

  @Test
  void itGoesOnWhileThereIsProgress() {
    assertFalse(PATIENCE.ended(Duration.ofSeconds(60), Duration.ofSeconds(290)));
    assertTrue(PATIENCE.ended(Duration.ofSeconds(61), Duration.ofSeconds(61)));
  }

  @Test
  void andEndsInAnyCase() {
    assertTrue(PATIENCE.ended(Duration.ZERO, Duration.ofSeconds(301)));
  }
}
