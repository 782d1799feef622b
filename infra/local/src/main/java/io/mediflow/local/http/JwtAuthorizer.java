package io.mediflow.local.http;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What API Gateway's JWT authorizer does: signature, issuer, audience and time of a bearer token
 * (https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-jwt-authorizer.html).
 */
public final class JwtAuthorizer {

  private static final String BEARER = "bearer ";

  private final JWKSet issuerKeys;
  private final String issuer;
  private final String audience;
  private final Clock clock;

  public JwtAuthorizer(JWKSet issuerKeys, String issuer, String audience, Clock clock) {
    this.issuerKeys = issuerKeys;
    this.issuer = issuer;
    this.audience = audience;
    this.clock = clock;
  }

  /** @param authorization the header as it came; empty when there is none */
  public Optional<Caller> caller(String authorization) {
    if (!authorization.toLowerCase(java.util.Locale.ROOT).startsWith(BEARER)) {
      return Optional.empty();
    }
    try {
      SignedJWT token = SignedJWT.parse(authorization.substring(BEARER.length()).strip());
      JWTClaimsSet claims = token.getJWTClaimsSet();
      return signed(token) && inForce(claims) ? Optional.of(caller(claims)) : Optional.empty();
    } catch (ParseException | JOSEException | IllegalArgumentException untrusted) {
      return Optional.empty();
    }
  }

  private boolean signed(SignedJWT token) throws JOSEException {
    JWK key = issuerKeys.getKeyByKeyId(token.getHeader().getKeyID());
    if (key == null) {
      return false;
    }
    JWSAlgorithm algorithm = token.getHeader().getAlgorithm();
    JWSVerifier verifier = switch (key) {
      case RSAKey rsa when algorithm.equals(JWSAlgorithm.RS256) -> new RSASSAVerifier(rsa.toRSAPublicKey());
      case ECKey ec when algorithm.equals(JWSAlgorithm.ES256) -> new ECDSAVerifier(ec.toECPublicKey());
      default -> null; // the key, never the token's header alone, decides what is verified
    };
    return verifier != null && token.verify(verifier);
  }

  private boolean inForce(JWTClaimsSet claims) {
    Instant now = clock.instant();
    return issuer.equals(claims.getIssuer())
        && claims.getAudience().contains(audience)
        && claims.getExpirationTime() != null
        && now.isBefore(claims.getExpirationTime().toInstant())
        && (claims.getNotBeforeTime() == null || !now.isBefore(claims.getNotBeforeTime().toInstant()));
  }

  private static Caller caller(JWTClaimsSet claims) {
    Map<String, String> texts = new LinkedHashMap<>();
    claims.toJSONObject().forEach((name, value) -> texts.put(name, text(value)));
    Object scope = claims.getClaim("scope");
    return new Caller(texts, scope instanceof String all && !all.isBlank() ? Arrays.asList(all.split(" ")) : List.of());
  }

  /** Arrays as API Gateway writes them: {@code [a b]}. */
  private static String text(Object value) {
    return value instanceof List<?> many
        ? many.stream().map(String::valueOf).collect(Collectors.joining(" ", "[", "]"))
        : String.valueOf(value);
  }
}
