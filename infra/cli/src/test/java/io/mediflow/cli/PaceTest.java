package io.mediflow.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PaceTest {

  @Test
  void theRateAndTheRemainingTimeAreTold() {
    assertEquals("500 of 1000, 250/s, 2 s left", new Pace(500, 1000, Duration.ofSeconds(2)).words());
    assertEquals("3 of 1000, 1.5/s, 12 min left", new Pace(3, 1000, Duration.ofSeconds(2)).words());
  }

  @Test
  void nothingIsLeftAtTheEndAndNothingIsGuessedBeforeTheFirst() {
    assertEquals("1000 of 1000, 500/s", new Pace(1000, 1000, Duration.ofSeconds(2)).words());
    assertEquals("0 of 1000", new Pace(0, 1000, Duration.ofSeconds(2)).words());
  }
}
