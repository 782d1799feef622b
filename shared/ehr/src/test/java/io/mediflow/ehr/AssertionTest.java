package io.mediflow.ehr;

import static io.mediflow.ehr.Bench.NOW;
import static io.mediflow.ehr.Bench.done;
import static io.mediflow.ehr.Bench.signed;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.URLDecoder;
import java.security.Signature;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class AssertionTest {

  private final Bench bench = new Bench();
  private SmartServer server;

  @BeforeEach
  void start() throws IOException {
    server = new SmartServer();
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  @ParameterizedTest
  @CsvSource({"rsa, RS384, SHA384withRSA", "ec, ES384, SHA384withECDSAinP1363Format"})
  void provesWhoWeAreWithAnAssertionThatVerifies(String key, String alg, String algorithm) throws Exception {
    done(bench.ehr.read(signed(server.base(), key), "Patient", "1"));
    var form = form(server.http.requests("/oauth/token").getFirst().body());
    assertEquals("client_credentials", form.get("grant_type"));
    assertEquals("system/Patient.rs", form.get("scope"));
    assertEquals("urn:ietf:params:oauth:client-assertion-type:jwt-bearer", form.get("client_assertion_type"));
    var parts = form.get("client_assertion").split("\\.");
    var header = json(parts[0]);
    assertEquals(alg, header.path("alg").asText());
    assertEquals("JWT", header.path("typ").asText());
    assertEquals(Bench.SIGNER.key(key).kid(), header.path("kid").asText());
    var claims = json(parts[1]);
    assertEquals("client-7", claims.path("iss").asText());
    assertEquals("client-7", claims.path("sub").asText());
    assertEquals(server.endpoint(), claims.path("aud").asText());
    assertTrue(claims.path("exp").asLong() > NOW.getEpochSecond() + 60);
    assertTrue(claims.path("exp").asLong() <= NOW.plus(Duration.ofMinutes(5)).getEpochSecond());
    assertFalse(claims.path("jti").asText().isEmpty());
    var verifier = Signature.getInstance(algorithm);
    verifier.initVerify(Bench.SIGNER.key(key).publicKey());
    verifier.update((parts[0] + "." + parts[1]).getBytes(US_ASCII));
    assertTrue(verifier.verify(Base64.getUrlDecoder().decode(parts[2])));
    assertEquals("Bearer t1", server.http.requests("/Patient/1").getFirst().header("authorization"));
    assertEquals(List.of("discovery DONE", "token DONE", "patient.read DONE"), bench.metered);
  }

  @Test
  void neverUsesAnAssertionTwice() throws IOException {
    var access = signed(server.base(), "ec");
    server.tokenAnswer = server.token(10);
    var seen = new HashSet<String>();
    for (var i = 0; i < 3; i++) {
      done(bench.ehr.authenticate(access));
      bench.clock.advance(Duration.ofSeconds(11));
    }
    for (var request : server.http.requests("/oauth/token")) {
      assertTrue(seen.add(json(form(request.body()).get("client_assertion").split("\\.")[1]).path("jti").asText()));
    }
    assertEquals(3, seen.size());
  }

  private static Map<String, String> form(String body) {
    return Arrays.stream(body.split("&")).map(one -> one.split("=", 2))
        .collect(Collectors.toMap(one -> one[0], one -> URLDecoder.decode(one[1], UTF_8)));
  }

  private static JsonNode json(String part) throws IOException {
    return new ObjectMapper().readTree(Base64.getUrlDecoder().decode(part));
  }
}
