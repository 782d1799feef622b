package io.mediflow.dashboard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mediflow.model.ehr.Signer.Algorithm;
import io.mediflow.model.watch.TimeScale;
import java.math.BigInteger;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DashboardActTest {

  private final Practice practice = new Practice();

  @Test
  void aLinkOpensThePageOnce() {
    String link = practice.sessions.link("elm", Practice.NOON.plusSeconds(600));
    Answer opened = practice.act().answer(practice.get("/link/" + link, null, Map.of()));
    assertEquals(303, opened.status());
    assertEquals("/", opened.headers().get("location"));
    String cookie = opened.cookies().getFirst();
    assertTrue(cookie.startsWith("__Host-mediflow-session="), cookie);
    for (String attribute : List.of("HttpOnly", "SameSite=Strict", "Secure", "Path=/", "Max-Age=43200")) {
      assertTrue(List.of(cookie.split("; ")).contains(attribute), cookie);
    }
    String session = cookie.substring(cookie.indexOf('=') + 1, cookie.indexOf(';'));
    Answer page = practice.act().answer(practice.getWithCookie("/", session));
    assertEquals(200, page.status());
    assertTrue(page.body().contains("Elm Street Family Medicine &lt;West&gt;"));
    assertEquals(200, practice.act().answer(practice.getWithCookie("/page/status", session)).status());
    assertEquals(401, practice.act().answer(practice.get("/page/status", "scheduler", Map.of())).status());

    Answer again = practice.act().answer(practice.get("/link/" + link, null, Map.of()));
    assertEquals(410, again.status());
    assertTrue(again.body().contains("Ask for a new link."), again.body());
    assertTrue(again.cookies().isEmpty());

    practice.clock.advance(Duration.ofHours(13));
    assertEquals(401, practice.act().answer(practice.getWithCookie("/", session)).status());
  }

  @Test
  void onLoopbackWithoutTlsTheCookieIsNotSecureButStillStrict() {
    var act = new DashboardAct(practice.applications, practice.sessions, practice.signer, practice.recordsApi(),
        practice.reader(), Practice.config(false), TimeScale.REAL, practice.clock);
    String link = practice.sessions.link("elm", Practice.NOON.plusSeconds(600));
    String cookie = act.answer(practice.get("/link/" + link, null, Map.of())).cookies().getFirst();
    assertTrue(cookie.startsWith("mediflow-session=") && cookie.contains("SameSite=Strict") && cookie.contains("HttpOnly"), cookie);
    assertFalse(cookie.contains("Secure"), cookie);
  }

  @Test
  void withoutASessionThePageSaysHowToGetOne() {
    Answer page = practice.act().answer(practice.get("/", null, Map.of()));
    assertEquals(401, page.status());
    assertTrue(page.body().contains("This page opens with a link"));
    assertEquals(401, practice.act().answer(practice.getWithCookie("/", "forged")).status());
    assertEquals(401, practice.act().answer(practice.get("/status", null, Map.of())).status());
  }

  @Test
  void theStatusTellsApplicationsHowTheConnectionStands() throws Exception {
    practice.troubled();
    Answer answer = practice.act().answer(practice.get("/status", "scheduler", Map.of()));
    JsonNode status = new ObjectMapper().readTree(answer.body());
    assertEquals("attention", status.get("verdict").asText());
    assertEquals(3, status.get("flows").size());
    assertEquals("fhir/patient/whole", status.get("flows").get(2).get("flow").asText());
    assertEquals(24 * 60 + 40, status.get("flows").get(2).get("ageSeconds").asInt());
    assertEquals("reach: UNREACHABLE", status.get("heartbeats").get(0).get("failure").asText());
    assertEquals(List.of("freshness", "heartbeat"), status.get("breaches").findValuesAsText("kind").stream().sorted().toList());
    assertEquals(9.0 / 40, status.get("calls").get("errorRate").asDouble(), 1e-9, "of the last 15 minutes only");
    assertEquals(100, status.get("calls").get("meanMillis").asInt());
    assertEquals(14, status.get("writes").get("received").asInt());
    assertTrue(status.get("writes").get("balances").asBoolean());
    assertEquals("14 received = 12 confirmed + 1 in conflict + 1 on the way", status.get("writes").get("equation").asText());
    assertEquals("received", status.get("writes").get("waiting").get(0).get("state").asText());
    assertEquals("Look at the value and decide again.", status.get("writes").get("failed").get(0).get("nextStep").asText());
    assertEquals(1, status.get("quarantine").get("count").asInt());
    assertFalse(answer.body().contains(Practice.SECRET_NAME), "no patient, no person");
  }

  @Test
  void publicKeysAreAsWeSignWithThemAndEndWithTheirTime() throws Exception {
    practice.signer.with("rs", Algorithm.RS384, null).with("es", Algorithm.ES384, Practice.NOON.plusSeconds(60))
        .with("old", Algorithm.ES384, Practice.NOON);
    Answer answer = practice.act().answer(practice.get("/.well-known/jwks.json", null, Map.of()));
    assertTrue(answer.headers().get("cache-control").startsWith("public, max-age="));
    JsonNode keys = new ObjectMapper().readTree(answer.body()).get("keys");
    assertEquals(List.of("kid-rs", "kid-es"), keys.findValuesAsText("kid"));

    RSAPublicKey rsa = (RSAPublicKey) practice.signer.key("rs").publicKey();
    assertEquals("RSA", keys.get(0).get("kty").asText());
    assertEquals("RS384", keys.get(0).get("alg").asText());
    assertEquals(rsa.getModulus(), number(keys.get(0).get("n")));
    assertEquals(rsa.getPublicExponent(), number(keys.get(0).get("e")));

    ECPublicKey ec = (ECPublicKey) practice.signer.key("es").publicKey();
    assertEquals("P-384", keys.get(1).get("crv").asText());
    assertEquals(ec.getW().getAffineX(), number(keys.get(1).get("x")));
    assertEquals(ec.getW().getAffineY(), number(keys.get(1).get("y")));
    assertEquals(64, keys.get(1).get("x").asText().length(), "48 bytes, leading zeros kept");
    assertFalse(answer.body().contains("\"d\""));
  }

  private static BigInteger number(JsonNode encoded) {
    return new BigInteger(1, Base64.getUrlDecoder().decode(encoded.asText()));
  }
}
