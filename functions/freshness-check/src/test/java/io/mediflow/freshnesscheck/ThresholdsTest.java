package io.mediflow.freshnesscheck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mediflow.model.watch.TimeScale;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ThresholdsTest {

  private static final Path FILE = Path.of("..", "..", "infra", "alarms", "thresholds.yaml");

  @Test
  void theRoomCarriesTheOneFile() throws Exception {
    assertEquals(Thresholds.parse(Files.readAllBytes(FILE)), Thresholds.bundled());
    assertEquals(Duration.ofMinutes(15), Thresholds.bundled().freshness().over());
    assertEquals(2, Thresholds.bundled().heartbeat().misses());
    assertEquals(Duration.ofDays(30), Thresholds.bundled().certificate().under());
    assertEquals(0.01, Thresholds.bundled().errors().over());
    assertEquals(Duration.ofSeconds(2), Thresholds.bundled().latency().over());
  }

  @Test
  void ourOwnTimesAreScaledTheEhrsAreNot() {
    Thresholds quick = Thresholds.bundled().scaled(new TimeScale(60));
    assertEquals(Duration.ofSeconds(15), quick.freshness().over());
    assertEquals(Duration.ofSeconds(15), quick.longestWindow());
    assertEquals(Duration.ofSeconds(2), quick.latency().over());
    assertEquals(Duration.ofDays(30), quick.key().under());
    assertEquals(Duration.ofMinutes(10), quick.agent().silence());
  }

  @Test
  void aMistakeInTheFileIsNamed() throws Exception {
    String file = Files.readString(FILE);
    assertTells("freshness.over", file.replaceFirst("freshness:\n  over: PT15M", "freshness:\n  over: soon"));
    assertTells("heartbeat.misses", file.replaceFirst("misses: 2", "misses: few"));
    assertTells("typo", file + "typo: 1\n");
    assertTells("overr", file.replaceFirst("key:\n  under", "key:\n  overr"));
  }

  private static void assertTells(String name, String yaml) {
    var mistake = assertThrows(
        IllegalArgumentException.class, () -> Thresholds.parse(yaml.getBytes(StandardCharsets.UTF_8)));
    assertTrue(mistake.getMessage().contains(name), mistake.getMessage());
  }
}
