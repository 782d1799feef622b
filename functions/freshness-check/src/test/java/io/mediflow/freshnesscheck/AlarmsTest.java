package io.mediflow.freshnesscheck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The alarms stand on what freshness-check emits, and each has its page. */
class AlarmsTest {

  private static final Path INFRA = Path.of("..", "..", "infra");

  @Test
  void everyKindHasAnAlarmAndEveryAlarmAPage() throws Exception {
    JsonNode alarms = new YAMLMapper().readTree(Files.readAllBytes(INFRA.resolve("alarms").resolve("alarms.yaml"))).get("Resources");
    Set<String> kinds = new TreeSet<>();
    Set<String> pages = new TreeSet<>();
    for (JsonNode alarm : alarms) {
      JsonNode properties = alarm.get("Properties");
      if (properties.path("MetricName").asText().equals("breach")) {
        assertEquals("MediFlow", properties.get("Namespace").asText());
        kinds.add(properties.get("Dimensions").get(0).get("Value").asText());
      }
      Matcher page = Pattern.compile("infra/runbooks/([a-z-]+)\\.md").matcher(properties.get("AlarmDescription").asText());
      assertTrue(page.find(), properties.get("AlarmDescription").asText());
      pages.add(page.group(1) + ".md");
    }
    assertEquals(new TreeSet<>(FreshnessCheck.KINDS), kinds);
    try (var files = Files.list(INFRA.resolve("runbooks"))) {
      Set<String> written = new TreeSet<>(files.map(one -> one.getFileName().toString()).toList());
      written.remove("README.md");
      assertEquals(written, pages);
    }
  }
}
