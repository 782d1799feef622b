package io.mediflow.local.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class JwtAuthorizerTest {

  private static final Instant NOW = Instant.parse("2026-03-02T10:00:00Z");

  private static RSAKey rsa;
  private static ECKey ec;
  private static RSAKey stranger;
  private static JwtAuthorizer authorizer;

  @BeforeAll
  static void keys() throws JOSEException {
    rsa = new RSAKeyGenerator(2048).keyID("rsa").generate();
    ec = new ECKeyGenerator(Curve.P_256).keyID("ec").generate();
    stranger = new RSAKeyGenerator(2048).keyID("rsa").generate();
    authorizer = new JwtAuthorizer(
        new JWKSet(List.of(rsa.toPublicJWK(), ec.toPublicJWK())), "issuer", "audience", Clock.fixed(NOW, ZoneOffset.UTC));
  }

  @Test
  void aTokenOfTheIssuerPassesWithItsClaimsAsText() throws JOSEException {
    String token = signed(JWSAlgorithm.RS256, "rsa", new RSASSASigner(rsa),
        good().claim("scope", "read write").claim("groups", List.of("a", "b")));
    Caller caller = authorizer.caller("Bearer " + token).orElseThrow();
    assertEquals("billing", caller.claims().get("client_id"));
    assertEquals("[a b]", caller.claims().get("groups"));
    assertEquals(String.valueOf(NOW.plusSeconds(60).getEpochSecond()), caller.claims().get("exp"));
    assertEquals(List.of("read", "write"), caller.scopes());
  }

  @Test
  void ellipticKeysPassToo() throws JOSEException {
    assertTrue(authorizer.caller("bearer " + signed(JWSAlgorithm.ES256, "ec", new ECDSASigner(ec), good())).isPresent());
  }

  @Test
  void nothingElsePasses() throws JOSEException {
    RSASSASigner signer = new RSASSASigner(rsa);
    String well = signed(JWSAlgorithm.RS256, "rsa", signer, good());
    refused("");
    refused(well);
    refused("Basic " + well);
    refused("Bearer not.a.token");
    refused("Bearer " + new PlainJWT(good().build()).serialize());
    refused("Bearer " + signed(JWSAlgorithm.RS256, "rsa", new RSASSASigner(stranger), good()));
    refused("Bearer " + signed(JWSAlgorithm.RS256, "unknown", signer, good()));
    refused("Bearer " + signed(JWSAlgorithm.RS512, "rsa", signer, good()));
    refused("Bearer " + signed(JWSAlgorithm.RS256, "rsa", signer, good().issuer("another")));
    refused("Bearer " + signed(JWSAlgorithm.RS256, "rsa", signer, good().audience("another")));
    refused("Bearer " + signed(JWSAlgorithm.RS256, "rsa", signer, good().expirationTime(Date.from(NOW))));
    refused("Bearer " + signed(JWSAlgorithm.RS256, "rsa", signer, good().expirationTime(null)));
    refused("Bearer " + signed(JWSAlgorithm.RS256, "rsa", signer, good().notBeforeTime(Date.from(NOW.plusSeconds(5)))));
    // the classic confusion: the public key as an HMAC secret
    refused("Bearer " + signed(JWSAlgorithm.HS256, "rsa", new MACSigner(rsa.toRSAPublicKey().getEncoded()), good()));
  }

  private static void refused(String header) {
    assertTrue(authorizer.caller(header).isEmpty());
  }

  private static JWTClaimsSet.Builder good() {
    return new JWTClaimsSet.Builder().issuer("issuer").audience("audience").claim("client_id", "billing")
        .expirationTime(Date.from(NOW.plusSeconds(60)));
  }

  private static String signed(JWSAlgorithm algorithm, String kid, JWSSigner signer, JWTClaimsSet.Builder claims)
      throws JOSEException {
    SignedJWT token = new SignedJWT(new JWSHeader.Builder(algorithm).keyID(kid).build(), claims.build());
    token.sign(signer);
    return token.serialize();
  }
}
