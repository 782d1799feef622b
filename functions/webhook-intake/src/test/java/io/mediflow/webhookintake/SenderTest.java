package io.mediflow.webhookintake;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mediflow.packages.HookSpec;
import io.mediflow.packages.HookSpec.Encoding;
import io.mediflow.packages.HookSpec.Mechanism;
import io.mediflow.packages.HookSpec.Numbers;
import io.mediflow.webhookintake.Sender.Proof;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SenderTest {

  private static final Instant NOW = Instant.parse("2026-03-02T12:00:00Z");
  private static final String BODY = "{\"é\": 1}";
  private static final HookSpec HUB = new HookSpec(Mechanism.HMAC_SHA256, "X-Hub-Signature");
  private static final HookSpec STANDARD = new HookSpec(Mechanism.STANDARD_WEBHOOKS, "");

  /** The example that Standard Webhooks' own libraries are tested with. */
  @Test
  void thePublishedExampleIsProved() {
    Instant at = Instant.ofEpochSecond(1614265330);
    Notification example = new Notification("POST", "/", Map.of("webhook-id", "msg_p5jXN8AQM9LWM0D4loKWxJek", "webhook-timestamp",
        "1614265330", "webhook-signature", "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="),
        "{\"test\": 2432232314}".getBytes(StandardCharsets.UTF_8));
    assertEquals(Proof.GIVEN, Sender.proof(STANDARD, example, secrets("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"), at));
  }

  /** RFC 4231's second test case. */
  @Test
  void thePublishedHmacIsProved() {
    Notification example = new Notification("POST", "/", Map.of("x-hub-signature",
        "sha256=5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"),
        "what do ya want for nothing?".getBytes(StandardCharsets.UTF_8));
    assertEquals(Proof.GIVEN, Sender.proof(HUB, example, secrets("Jefe"), NOW));
  }

  @ParameterizedTest
  @CsvSource({
      "0, GIVEN", "299, GIVEN", "300, GIVEN", "301, OUTSIDE_WINDOW", "-300, GIVEN", "-301, OUTSIDE_WINDOW", "86400, OUTSIDE_WINDOW"})
  void whatWasSignedAtAnotherTimeIsNot(long secondsAgo, Proof proof) {
    assertEquals(proof, standard(Signed.standard("/", Signed.KEY, BODY, NOW.minusSeconds(secondsAgo))));
  }

  @Test
  void aChangedTimeIdOrBodyIsNotProved() {
    Notification good = Signed.standard("/", Signed.KEY, BODY, NOW);
    assertEquals(Proof.GIVEN, standard(good));
    assertEquals(Proof.MISSING, standard(with(good, "webhook-timestamp", "" + NOW.plusSeconds(1).getEpochSecond())));
    assertEquals(Proof.MISSING, standard(with(good, "webhook-id", "msg_2")));
    assertEquals(Proof.MISSING, standard(new Notification("POST", "/", good.headers(), (BODY + " ").getBytes(StandardCharsets.UTF_8))));
    for (String time : List.of("", "-5", "1e9", "99999999999999999999", "now")) {
      assertEquals(Proof.MISSING, standard(with(good, "webhook-timestamp", time)), time);
    }
  }

  @Test
  void oneOfSeveralSignaturesIsEnoughAndOnlyOfTheKnownVersion() {
    Notification good = Signed.standard("/", Signed.KEY, BODY, NOW);
    String own = good.headers().get("webhook-signature");
    assertEquals(Proof.GIVEN, standard(with(good, "webhook-signature", "v1a,AAAA v1,bm90 " + own)));
    for (String none : List.of("", own.substring(3), "v2," + own.substring(3), own.replace(",", ":"), "v1,", "v1,%%%",
        "v1,bm90 ".repeat(50) + own)) {
      assertEquals(Proof.MISSING, standard(with(good, "webhook-signature", none)), none);
    }
  }

  @Test
  void aSignatureMayBeHexOrBase64AsThePackageSays() {
    byte[] mac = Signed.mac("key".getBytes(StandardCharsets.UTF_8), BODY);
    HookSpec base64 = new HookSpec(Mechanism.HMAC_SHA256, "X-Sig", Encoding.BASE64, Duration.ofMinutes(5), Numbers.SUBSCRIPTION,
        Map.of(), List.of(), Optional.empty());
    String text = Base64.getEncoder().encodeToString(mac);
    for (String shown : List.of(text, "sha256=" + text)) {
      assertEquals(Proof.GIVEN, Sender.proof(base64, hub("x-sig", shown), secrets("key"), NOW));
    }
    String hex = HexFormat.of().formatHex(mac);
    assertEquals(Proof.MISSING, Sender.proof(base64, hub("x-sig", "sha256=" + hex), secrets("key"), NOW));
    assertEquals(Proof.GIVEN, Sender.proof(HUB, hub("x-hub-signature", "sha256=" + hex.toUpperCase(Locale.ROOT)), secrets("key"), NOW));
    for (String shown : List.of(hex, "sha1=" + hex, "sha256=", "sha256=" + hex.substring(2), "sha256=" + text, "sha256=zz")) {
      assertEquals(Proof.MISSING, Sender.proof(HUB, hub("x-hub-signature", shown), secrets("key"), NOW), shown);
    }
  }

  @Test
  void everySecretInForceIsTriedAndAnEmptyOneProvesNothing() {
    assertEquals(Proof.GIVEN, Sender.proof(HUB, Signed.hub("/", "old", BODY), secrets("new", "old"), NOW));
    assertEquals(Proof.MISSING, Sender.proof(HUB, Signed.hub("/", "old", BODY), secrets("new"), NOW));
    assertEquals(Proof.GIVEN, Sender.proof(STANDARD, Signed.standard("/", "plain", BODY, NOW), secrets(Signed.KEY, "plain"), NOW));
    for (HookSpec spec : List.of(HUB, STANDARD, new HookSpec(Mechanism.HEADER_SECRET, "X-S"))) {
      Notification unsigned = new Notification("POST", "/", Map.of("x-hub-signature", "sha256=", "webhook-id", "a",
          "webhook-timestamp", "" + NOW.getEpochSecond(), "webhook-signature", "v1,", "x-s", ""), new byte[0]);
      for (List<byte[]> none : List.of(List.<byte[]>of(), secrets(""), secrets("whsec_"), secrets("whsec_???"))) {
        assertEquals(Proof.MISSING, Sender.proof(spec, unsigned, none, NOW), spec.label());
      }
    }
  }

  private static Proof standard(Notification notification) {
    return Sender.proof(STANDARD, notification, secrets("another", Signed.KEY), NOW);
  }

  private static Notification with(Notification good, String header, String value) {
    Map<String, String> headers = new HashMap<>(good.headers());
    headers.put(header, value);
    return new Notification(good.method(), good.path(), headers, good.body());
  }

  private static Notification hub(String header, String shown) {
    return new Notification("POST", "/", Map.of(header, shown), BODY.getBytes(StandardCharsets.UTF_8));
  }

  private static List<byte[]> secrets(String... texts) {
    return Stream.of(texts).map(one -> one.getBytes(StandardCharsets.UTF_8)).toList();
  }
}
