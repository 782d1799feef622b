package io.mediflow.sandbox.smart;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.mediflow.sandbox.manner.Manner;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Verifies client assertions by the book
 * (https://hl7.org/fhir/smart-app-launch/client-confidential-asymmetric.html).
 */
public final class Assertions {
  private static final Set<JWSAlgorithm> ALGORITHMS = Set.of(JWSAlgorithm.RS384, JWSAlgorithm.ES384);
  private static final Duration LONGEST = Duration.ofMinutes(5);
  private static final Duration CLOCKS_DIFFER = Duration.ofSeconds(5);

  private final Clients clients;
  private final Clock clock;
  private final String audience;
  private final Optional<Manner.KeySets> keySets;
  private final Map<String, Instant> used = new ConcurrentHashMap<>();

  /**
   * @param audience the token endpoint's URL
   * @param keySets  how it takes its clients' keys, where that is a manner of its own
   */
  public Assertions(Clients clients, Clock clock, String audience, Optional<Manner.KeySets> keySets) {
    this.keySets = keySets;
    this.clients = clients;
    this.clock = clock;
    this.audience = audience;
  }

  /**
   * The client that signed.
   *
   * @throws TokenRefused with what is wrong
   */
  public Client verified(String assertion) {
    try {
      SignedJWT jwt = SignedJWT.parse(assertion);
      JWTClaimsSet claims = jwt.getJWTClaimsSet();
      JOSEObjectType type = jwt.getHeader().getType();
      require(type == null || type.equals(JOSEObjectType.JWT), "typ must be JWT");
      require(ALGORITHMS.contains(jwt.getHeader().getAlgorithm()), "alg must be RS384 or ES384");
      require(claims.getIssuer() != null && claims.getIssuer().equals(claims.getSubject()), "iss and sub must be the client id");
      Client client = clients.find(claims.getIssuer()).orElseThrow(() -> refused("the client is not registered"));
      require(claims.getAudience().contains(audience), "aud must be the token endpoint's URL");
      Instant ends = times(claims);
      String kid = jwt.getHeader().getKeyID();
      require(kid != null, "kid is missing");
      require(client.keysAt().isPresent() || keySets.filter(Manner.KeySets::listed).isEmpty(),
          "no key set of the client is on the allow-list");
      JWK key = clients.key(client, kid, keySets.map(Manner.KeySets::kept), clock.instant())
          .orElseThrow(() -> refused("no key of that kid is registered or can be fetched"));
      require(jwt.verify(verifier(key, jwt.getHeader().getAlgorithm())), "the signature does not verify");
      once(client, claims.getJWTID(), ends);
      return client;
    } catch (ParseException | JOSEException e) {
      throw refused("the assertion is not a signed JWT that can be verified");
    }
  }

  private Instant times(JWTClaimsSet claims) {
    Instant now = clock.instant();
    require(claims.getExpirationTime() != null, "exp is missing");
    Instant ends = claims.getExpirationTime().toInstant();
    require(ends.isAfter(now), "the assertion has expired");
    require(!ends.isAfter(now.plus(LONGEST).plus(CLOCKS_DIFFER)), "exp must be at most five minutes away");
    require(claims.getNotBeforeTime() == null
        || !claims.getNotBeforeTime().toInstant().isAfter(now.plus(CLOCKS_DIFFER)), "the assertion is not valid yet");
    return ends;
  }

  /** Remembers the assertion until it has expired. */
  private void once(Client client, String jti, Instant ends) {
    require(jti != null && !jti.isBlank(), "jti is missing");
    used.values().removeIf(end -> end.isBefore(clock.instant()));
    require(used.putIfAbsent(client.id() + " " + jti, ends) == null, "this jti has been used before");
  }

  private static JWSVerifier verifier(JWK key, JWSAlgorithm algorithm) throws JOSEException {
    if (key instanceof RSAKey rsa && algorithm.equals(JWSAlgorithm.RS384)) {
      return new RSASSAVerifier(rsa);
    }
    if (key instanceof ECKey ec && algorithm.equals(JWSAlgorithm.ES384)) {
      return new ECDSAVerifier(ec);
    }
    throw refused("the key does not fit the algorithm");
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw refused(otherwise);
    }
  }

  private static TokenRefused refused(String why) {
    return new TokenRefused("invalid_client", why);
  }
}
