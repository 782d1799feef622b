package io.mediflow.ehr;

import com.fasterxml.jackson.databind.JsonNode;
import io.mediflow.model.ehr.Access;
import io.mediflow.model.ehr.EhrFailure;
import io.mediflow.model.ehr.EhrFailure.Kind;
import io.mediflow.model.ehr.EhrResult;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Where an EHR gives tokens, as its {@code .well-known/smart-configuration} says; kept for an hour. */
final class Discovery {

  private static final Duration KEPT = Duration.ofHours(1);
  private static final int MOST = 256;

  private record Known(URI endpoint, Instant until) {}

  private final Map<URI, Known> known = new LinkedHashMap<>();
  private final Wire wire;
  private final Answers answers;
  private final Calls calls;
  private final Clock clock;

  Discovery(Wire wire, Answers answers, Calls calls, Clock clock) {
    this.wire = wire;
    this.answers = answers;
    this.calls = calls;
    this.clock = clock;
  }

  EhrResult<URI> tokenEndpoint(Access access) {
    var found = kept(access.base());
    if (found.isPresent()) {
      return new EhrResult.Done<>(found.get());
    }
    var configuration = URI.create(access.base() + "/.well-known/smart-configuration");
    var result = calls.<URI>made(access, "discovery", () -> switch (
        answers.json(wire.get(configuration, access.timeout(), Optional.empty(), calls.more(access)))) {
      case EhrResult.Done<JsonNode>(var json) ->
          endpoint(json.path("token_endpoint").asText());
      case EhrResult.Failed<JsonNode>(var failure) -> new EhrResult.Failed<>(failure);
    });
    if (result instanceof EhrResult.Done<URI>(var endpoint)) {
      keep(access.base(), endpoint);
    }
    return result;
  }

  synchronized void forget(URI base) {
    known.remove(base);
  }

  private synchronized Optional<URI> kept(URI base) {
    return Optional.ofNullable(known.get(base))
        .filter(one -> clock.instant().isBefore(one.until()))
        .map(Known::endpoint);
  }

  private synchronized void keep(URI base, URI endpoint) {
    if (known.size() >= MOST) {
      known.clear();
    }
    known.put(base, new Known(endpoint, clock.instant().plus(KEPT)));
  }

  private static EhrResult<URI> endpoint(String text) {
    try {
      var endpoint = new URI(text);
      if (endpoint.isAbsolute() && endpoint.getHost() != null) {
        return new EhrResult.Done<>(endpoint);
      }
    } catch (URISyntaxException notAUrl) {
      // Told as malformed below.
    }
    return new EhrResult.Failed<>(EhrFailure.of(Kind.MALFORMED));
  }
}
