package io.mediflow.sandbox.smart;

import com.fasterxml.jackson.databind.node.TextNode;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.mediflow.sandbox.store.Store;
import java.security.SecureRandom;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;

/** Access tokens: opaque to clients, signed with a key of this sandbox, so that they outlive a restart. */
public final class Tokens {
  private static final String SETTING = "token-key";

  /** What a token stands for. */
  public record Grant(String client, String scope) {}

  private final Clock clock;
  private final byte[] key;
  private volatile Duration life;
  private volatile Instant revokedBefore = Instant.MIN;

  public Tokens(Store store, Clock clock, Duration life) {
    this.clock = clock;
    this.life = life;
    this.key = Base64.getDecoder().decode(store.setting(SETTING).orElseGet(() -> {
      byte[] fresh = new byte[32];
      new SecureRandom().nextBytes(fresh);
      TextNode text = TextNode.valueOf(Base64.getEncoder().encodeToString(fresh));
      store.setting(SETTING, text);
      return text;
    }).asText());
  }

  public Duration life() {
    return life;
  }

  /** For tokens issued from now on. */
  public void life(Duration life) {
    this.life = life;
  }

  /** Ends every token that was issued until now. */
  public void revoke() {
    revokedBefore = clock.instant();
  }

  String issue(Grant grant, Duration life) {
    Instant now = clock.instant();
    JWTClaimsSet claims = new JWTClaimsSet.Builder()
        .subject(grant.client())
        .claim("scope", grant.scope())
        .claim("issued_ms", now.toEpochMilli())
        .claim("ends_ms", now.plus(life).toEpochMilli())
        .jwtID(UUID.randomUUID().toString())
        .build();
    try {
      SignedJWT jwt = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims);
      jwt.sign(new MACSigner(key));
      return jwt.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException("The token cannot be signed", e);
    }
  }

  /** What the token stands for, if it is ours and has not ended. */
  public Optional<Grant> check(String token) {
    try {
      SignedJWT jwt = SignedJWT.parse(token);
      JWTClaimsSet claims = jwt.getJWTClaimsSet();
      boolean valid = jwt.getHeader().getAlgorithm().equals(JWSAlgorithm.HS256)
          && jwt.verify(new MACVerifier(key))
          && claims.getLongClaim("ends_ms") > clock.millis()
          && Instant.ofEpochMilli(claims.getLongClaim("issued_ms")).isAfter(revokedBefore);
      return valid ? Optional.of(new Grant(claims.getSubject(), claims.getStringClaim("scope"))) : Optional.empty();
    } catch (ParseException | JOSEException e) {
      return Optional.empty();
    }
  }
}
