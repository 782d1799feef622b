package io.mediflow.cli.run;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
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
  private final RSAKey key;

  private Issuer(DataFolder data, RSAKey key) {
    this.data = data;
    this.key = key;
  }

  /** The folder's issuer; its key is made at the first start. */
  public static Issuer of(DataFolder data) {
    RSAKey key = data.read(PRIVATE).map(text -> parse(text, data)).orElseGet(() -> make(data));
    if (data.read(PUBLIC).isEmpty()) {
      data.write(PUBLIC, new JWKSet(key.toPublicJWK()).toString());
    }
    return new Issuer(data, key);
  }

  private static RSAKey parse(String text, DataFolder data) {
    try {
      RSAKey key = RSAKey.parse(text);
      if (key.isPrivate()) {
        return key;
      }
    } catch (ParseException damaged) {
      // told below
    }
    throw new Failure("The key that signs API tokens is damaged: " + data.path().resolve(PRIVATE)
        + ". Put back a copy, or delete the folder issuer and start again: a new key is made, and old tokens end.");
  }

  private static RSAKey make(DataFolder data) {
    try {
      RSAKey key = new RSAKeyGenerator(2048).keyID(UUID.randomUUID().toString()).generate();
      data.delete(PUBLIC);
      data.write(PRIVATE, key.toJSONString());
      return key;
    } catch (JOSEException missing) {
      throw new Failure("This Java cannot make RSA keys: " + missing.getMessage());
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
      SignedJWT token = new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build(), claims.build());
      token.sign(new RSASSASigner(key));
      return token.serialize();
    } catch (JOSEException failed) {
      throw new Failure("The token could not be signed: " + failed.getMessage());
    }
  }
}
