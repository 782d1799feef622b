package io.mediflow.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mediflow.embedded.TemplateReader;
import io.mediflow.local.http.Route;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class WiringTest {

  private final Wiring wiring = Wiring.of(TemplateReader.ofThisProject());

  @Test
  void theTemplateCallsTheRoomsThatThisModuleHosts() {
    Set<String> called = wiring.routes().stream().map(Wiring.HttpRoute::room).collect(Collectors.toSet());
    assertEquals(Set.of("webhook-intake", "write-intake", "dashboard"), called);
    assertEquals(
        Set.of("change-mapping", "scheduled-polling", "write-back", "write-sweep", "heartbeat", "freshness-check"),
        wiring.sources().stream().map(Wiring.QueueSource::queue).collect(Collectors.toSet()));
    assertTrue(wiring.sources().stream().allMatch(source -> source.queue().equals(source.room())));
  }

  @Test
  void onlyThePageTheKeysTheWebhookAndWhatDescribesTheApiAreOpen() {
    assertEquals(
        Set.of("$default", "GET /", "GET /link/{token}", "GET /.well-known/jwks.json", "GET /page/status", "GET /openapi.yaml",
            "GET /schemas/v1/{name}"),
        wiring.routes().stream().filter(route -> route.guard() == Route.Guard.OPEN).map(Wiring.HttpRoute::key)
            .collect(Collectors.toSet()));
    assertTrue(wiring.routes().contains(new Wiring.HttpRoute("POST /writes", "write-intake", Route.Guard.TOKEN)));
  }

  @Test
  void batchesAndSchedulesAreTheTemplates() {
    assertTrue(wiring.sources().contains(new Wiring.QueueSource("change-mapping", "change-mapping", 10, 20)));
    assertTrue(wiring.ticks().contains(new Wiring.Tick("heartbeat", Duration.ofMinutes(5))));
    assertEquals(
        Set.of("scheduled-polling", "write-sweep", "heartbeat", "freshness-check"),
        wiring.ticks().stream().map(Wiring.Tick::queue).collect(Collectors.toSet()));
  }

  @Test
  void whatCannotBePlayedIsSaid() {
    TemplateReader other = TemplateReader.parse("""
        Resources:
          Odd:
            Type: AWS::Serverless::Function
            Properties:
              Events:
                Stream: {Type: Kinesis, Properties: {}}
        """);
    assertTrue(assertThrows(IllegalArgumentException.class, () -> Wiring.of(other)).getMessage().contains("Kinesis"));
  }
}
