package io.mediflow.cli.run;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.mediflow.cli.Failure;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import java.util.UUID;

/** The local stand-in for an OIDC provider: issues the tokens that the API's authorizer takes. */
public final class Issuer {

  public static final String NAME = "urn:mediflow:local";
  public static final String AUDIENCE = "mediflow-api";

  private static final String PRIVATE = "issuer/private.json";
  private static final String PUBLIC = "issuer/public.json";

  private final DataFolder data;
  private final ECKey key;

  private Issuer(DataFolder data, ECKey key) {
    this.data = data;
    this.key = key;
  }

  /** The folder's issuer; its key is made at the first start. */
  public static Issuer of(DataFolder data) {
    ECKey key = data.read(PRIVATE).map(text -> parse(text, data)).orElseGet(() -> make(data));
    if (data.read(PUBLIC).isEmpty()) {
      data.write(PUBLIC, new JWKSet(key.toPublicJWK()).toString());
    }
    return new Issuer(data, key);
  }

  private static ECKey parse(String text, DataFolder data) {
    try {
      ECKey key = ECKey.parse(text);
      if (key.isPrivate()) {
        return key;
      }
    } catch (ParseException damaged) {
      // told below
    }
    throw new Failure("The key that signs API tokens is damaged: " + data.path().resolve(PRIVATE)
        + ". Put back a copy, or delete the folder issuer and start again: a new key is made, and old tokens end.");
  }

  private static ECKey make(DataFolder data) {
    try {
      ECKey key = new ECKeyGenerator(Curve.P_256).keyID(UUID.randomUUID().toString()).generate();
      data.delete(PUBLIC);
      data.write(PRIVATE, key.toJSONString());
      return key;
    } catch (JOSEException missing) {
      throw new Failure("This Java cannot make keys on P-256: " + missing.getMessage());
    }
  }

  /** Where the authorizer reads the public key. */
  public Path publicKeys() {
    return data.path().resolve(PUBLIC);
  }

  /** @param person the application's user, or empty */
  public String token(String application, Optional<String> person, Duration validFor) {
    Instant now = Instant.now();
    JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder()
        .issuer(NAME).audience(AUDIENCE).subject(application).claim("client_id", application)
        .jwtID(UUID.randomUUID().toString()).issueTime(Date.from(now)).expirationTime(Date.from(now.plus(validFor)));
    person.ifPresent(one -> claims.claim("person", one));
    try {
      SignedJWT token = new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(key.getKeyID()).build(), claims.build());
      token.sign(new ECDSASigner(key));
      return token.serialize();
    } catch (JOSEException failed) {
      throw new Failure("The token could not be signed: " + failed.getMessage());
    }
  }
}
