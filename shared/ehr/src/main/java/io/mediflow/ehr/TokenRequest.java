package io.mediflow.ehr;

import com.fasterxml.jackson.databind.JsonNode;
import io.mediflow.model.ehr.Access;
import io.mediflow.model.ehr.EhrFailure;
import io.mediflow.model.ehr.EhrFailure.Kind;
import io.mediflow.model.ehr.EhrResult;
import io.mediflow.model.ehr.RestSpec;
import io.mediflow.model.ehr.Signer;
import io.mediflow.model.ehr.Signer.SigningKey;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** One request for a token, by SMART Backend Services (http://hl7.org/fhir/smart-app-launch/backend-services.html). */
final class TokenRequest {

  /**
   * A token as it was issued.
   *
   * @param ends reckoned from before the request, by {@code expires_in}
   */
  record Issued(String token, Instant asked, Instant ends) {}

  private static final String JWT_BEARER = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

  private static final long LONGEST_LIFE_SECONDS = Duration.ofDays(365).toSeconds();

  private final Wire wire;
  private final Answers answers;
  private final Calls calls;
  private final Signer signer;
  private final Clock clock;
  private final Discovery discovery;

  TokenRequest(Wire wire, Answers answers, Calls calls, Signer signer, Clock clock) {
    this.wire = wire;
    this.answers = answers;
    this.calls = calls;
    this.signer = signer;
    this.clock = clock;
    this.discovery = new Discovery(wire, answers, calls, clock);
  }

  EhrResult<Issued> send(Access access, SigningKey key) {
    return switch (endpoint(access)) {
      case EhrResult.Failed<URI>(var failure) -> new EhrResult.Failed<>(failure);
      case EhrResult.Done<URI>(var endpoint) -> {
        var asked = clock.instant();
        var assertion = Assertion.signed(signer, key, access.clientId(), endpoint, asked);
        var result = calls.<Issued>made(access, "token", () -> request(access, endpoint, assertion, asked));
        if (result instanceof EhrResult.Failed<Issued>(var failure) && mayHaveMoved(failure)) {
          discovery.forget(access.base());
        }
        yield result;
      }
    };
  }

  private EhrResult<URI> endpoint(Access access) {
    return access.rest().flatMap(RestSpec::token)
        .<EhrResult<URI>>map(path -> new EhrResult.Done<>(access.base().resolve(path)))
        .orElseGet(() -> discovery.tokenEndpoint(access));
  }

  private EhrResult<Issued> request(Access access, URI endpoint, String assertion, Instant asked) {
    var form = new LinkedHashMap<String, String>();
    form.put("grant_type", "client_credentials");
    form.put("scope", String.join(" ", access.scopes()));
    form.put("client_assertion_type", JWT_BEARER);
    form.put("client_assertion", assertion);
    return switch (answers.json(wire.form(endpoint, access.timeout(), Optional.empty(), encoded(form)))) {
      case EhrResult.Failed<JsonNode>(var failure) -> new EhrResult.Failed<>(unauthenticated(failure));
      case EhrResult.Done<JsonNode>(var answer) -> issued(answer, asked)
          .<EhrResult<Issued>>map(EhrResult.Done::new)
          .orElseGet(() -> new EhrResult.Failed<>(EhrFailure.of(Kind.MALFORMED)));
    };
  }

  /** A refused assertion comes as a 400. */
  private static EhrFailure unauthenticated(EhrFailure failure) {
    return switch (failure.kind()) {
      case FORBIDDEN, CONFLICT, PRECONDITION, REFUSED -> new EhrFailure(
          Kind.UNAUTHENTICATED, failure.status(), List.of(), failure.retryAfter());
      case UNREACHABLE, BROKEN, SERVER_ERROR, THROTTLED, UNAUTHENTICATED, NOT_FOUND, GONE, MALFORMED, TOO_LATE -> failure;
    };
  }

  /** SMART requires {@code expires_in}; without it nobody knows how long the token holds, and a guess fails later. */
  private static Optional<Issued> issued(JsonNode answer, Instant asked) {
    var token = answer.path("access_token").asText();
    var seconds = Math.min(answer.path("expires_in").asLong(), LONGEST_LIFE_SECONDS);
    return token.matches("[\\x21-\\x7e]+") && seconds > 0 && answer.path("token_type").asText().equalsIgnoreCase("bearer")
        ? Optional.of(new Issued(token, asked, asked.plusSeconds(seconds)))
        : Optional.empty();
  }

  private static boolean mayHaveMoved(EhrFailure failure) {
    return switch (failure.kind()) {
      case UNREACHABLE, NOT_FOUND, GONE, MALFORMED -> true;
      case BROKEN, SERVER_ERROR, THROTTLED, UNAUTHENTICATED, FORBIDDEN, CONFLICT, PRECONDITION, REFUSED, TOO_LATE -> false;
    };
  }

  private static byte[] encoded(Map<String, String> form) {
    return form.entrySet().stream()
        .map(one -> one.getKey() + "=" + URLEncoder.encode(one.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"))
        .getBytes(StandardCharsets.US_ASCII);
  }
}
