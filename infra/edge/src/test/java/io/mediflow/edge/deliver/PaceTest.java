package io.mediflow.edge.deliver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PaceTest {

  private final Pace pace = Pace.usual();
  private final Random random = new Random(1);

  @Test
  void pausesDoubleUpToTheMostAndNeverAllReturnAtOnce() {
    for (int failures = 1; failures < 200; failures++) {
      Duration whole = failures > 7 ? pace.most() : Duration.ofSeconds(1L << failures - 1);
      Duration pause = pace.after(failures, Optional.empty(), random);
      assertTrue(pause.compareTo(whole) <= 0 && pause.multipliedBy(2).compareTo(whole) >= 0, failures + ": " + pause);
    }
    assertTrue(random.ints(20).mapToObj(one -> pace.after(8, Optional.empty(), random)).distinct().count() > 10);
  }

  @Test
  void whatIsAskedForIsTheLeastAndIsNotBelievedForEver() {
    assertEquals(Duration.ofMinutes(5), pace.after(1, Optional.of(Duration.ofMinutes(5)), random));
    assertEquals(pace.asked(), pace.after(1, Optional.of(Duration.ofDays(365_000)), random));
    assertTrue(pace.after(8, Optional.of(Duration.ofSeconds(1)), random).compareTo(Duration.ofMinutes(1)) >= 0);
  }
}
