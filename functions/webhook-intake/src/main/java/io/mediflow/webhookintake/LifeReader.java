package io.mediflow.webhookintake;

import com.fasterxml.jackson.databind.JsonNode;
import io.mediflow.model.watch.SignOfLife;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** Reads what an agent says of itself. */
final class LifeReader {

  static final String QUEUED = "queued";

  private LifeReader() {}

  /** Empty when it is no sign of life; what it says beyond is passed over, so that a newer agent can speak to us. */
  static Optional<SignOfLife> of(Hook hook, byte[] body, Instant now) {
    return AgentReport.object(body).filter(said -> count(said, QUEUED) && count(said, "oldestSeconds") && count(said, "refused"))
        .flatMap(said -> ends(said).map(ends -> new SignOfLife(hook.connection().id(), hook.own().name(), now, said.get(QUEUED).longValue(),
            Duration.ofSeconds(said.get("oldestSeconds").longValue()), said.get("refused").longValue(), ends)));
  }

  private static boolean count(JsonNode said, String name) {
    JsonNode one = said.path(name);
    return one.canConvertToExactIntegral() && one.canConvertToInt() && one.intValue() >= 0;
  }

  /** Empty when what stands there is no time. */
  private static Optional<Optional<Instant>> ends(JsonNode said) {
    try {
      return Optional.of(Optional.ofNullable(said.path("certificateEnds").textValue()).map(Instant::parse));
    } catch (DateTimeParseException other) {
      return Optional.empty();
    }
  }
}
