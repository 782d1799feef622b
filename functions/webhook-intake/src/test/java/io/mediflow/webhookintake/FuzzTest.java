package io.mediflow.webhookintake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mediflow.packages.HookSpec;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Valid notifications of every kind, broken in every way, and signed anew after it as often as not: a proved sender may be broken
 * too. The seed is fixed; what fails is told with its number.
 */
class FuzzTest {

  private static final int INPUTS = 100_000;
  private static final Instant NOW = Instant.parse("2026-03-02T12:00:00Z");
  private static final Set<Integer> ANSWERS = Set.of(200, 204, 400, 401, 404, 405, 413, 415, 503);
  private static final List<String> SECRETS = List.of(Sample.SECRET, Signed.KEY, "another");
  private static final List<String> TOKENS = List.of("{", "}", "[", "]", "\"", ":", ",", "null", "true", "-1", "1e999", "\\u0000",
      "\\ud800", "\"resourceType\":\"Bundle\",", "\"entry\":[", "\"type\":\"heartbeat\",", "999999999999999999999", "<!DOCTYPE a [",
      "\"reference\":\"Patient/", "../", "%2e%2e", "\"parameter\":[{\"name\":", "notification-event", "MSH|", "\u000b", "\u001c\r",
      "\u0000", "\u00e9", "\ud83d\ude00");
  private static final List<String> DEEP = List.of("{\"a\":", "[", "{\"part\":[", "{\"name\":\"x\",\"part\":[{\"part\":[");

  private final Random random = new Random(20261125);
  private final Bench bench = new Bench(NOW);
  private final List<Notification> valid = valid();

  private final Set<String> logged = new TreeSet<>();
  private final Logger logger = Logger.getLogger("io.mediflow.webhookintake");

  @BeforeEach
  void listen() {
    logger.setUseParentHandlers(false); // an error for each input would drown every other test's
    logger.addHandler(new Handler() {
      @Override
      public void publish(LogRecord one) {
        logged.add(one.getMessage() + " " + Arrays.toString(one.getParameters()));
      }

      @Override
      public void flush() {}

      @Override
      public void close() {}
    });
  }

  @AfterEach
  void listenNoMore() {
    logger.removeHandler(logger.getHandlers()[0]);
    logger.setUseParentHandlers(true);
  }

  @BeforeEach
  void messagesWait() {
    for (int number = 1; number < 9; number++) {
      bench.outbound.put("yew", "feed", "C" + number, "MSH|" + number, NOW);
    }
  }

  @Test
  void thereIsAlwaysAnAnswerAndNothingIsTakenFromWhoIsNotProved() {
    Map<Integer, Integer> statuses = new HashMap<>();
    for (int number = 0; number < INPUTS; number++) {
      Notification input = mutated(valid.get(random.nextInt(valid.size())));
      int queued = bench.queues.changes.size();
      int numberOfInput = number;
      WebhookIntakeAct.Answer answer = answer(input, numberOfInput);
      statuses.merge(answer.status(), 1, Integer::sum);
      assertTrue(ANSWERS.contains(answer.status()), () -> "input " + numberOfInput + " is answered " + answer.status());
      boolean taken = answer.status() == 204 || answer.status() == 200;
      assertTrue(!taken || proof(input) == Sender.Proof.GIVEN, () -> "input " + numberOfInput + " is taken and not proved");
      assertTrue(taken || bench.queues.changes.size() == queued, () -> "input " + numberOfInput + " is refused and queued");
      assertTrue(bench.queues.changes.size() - queued <= 40, () -> "input " + numberOfInput + " is more than a bundle may be");
      assertTrue(input.body().length <= Bench.MOST_BYTES || !taken, () -> "input " + numberOfInput + " is too large and taken");
      if (number % 1000 == 0) {
        bench.queues.changes.clear();
      }
    }
    // Otherwise it would have tried one half only.
    assertTrue(statuses.get(204) > INPUTS / 5 && statuses.get(401) > INPUTS / 5, statuses::toString);
    assertEquals(ANSWERS, statuses.keySet(), "every answer was given");
    // One line each for what was expected to be logged, whatever stood in 100,000 inputs.
    assertTrue(!logged.isEmpty() && logged.size() < 20, logged::toString);
  }

  private WebhookIntakeAct.Answer answer(Notification input, int number) {
    try {
      return Objects.requireNonNull(bench.act.take(input));
    } catch (RuntimeException | StackOverflowError thrown) {
      throw new AssertionError("input " + number + " has no answer", thrown);
    }
  }

  /** What the path's own connection has to say of the sender; by the same mechanism, told apart from the act. */
  private Sender.Proof proof(Notification input) {
    return HookPath.of(input.path()).flatMap(path -> bench.connections.find(path.connection())
        .filter(connection -> connection.interfaceNamed(path.interfaceName()).isPresent() && !connection.id().equals("ash"))
        .flatMap(connection -> Sample.PACKAGES.find(connection.packageName(), connection.packageMajor())
            .map(ehr -> ehr.interfaces().get(path.interfaceName())).flatMap(spec -> spec.hook())
            .map((HookSpec hook) -> Sender.proof(path.agent().isPresent() ? Outbox.SENDER : hook, input, bench.secrets.read("hook-" + connection.id()), NOW))))
        .orElse(Sender.Proof.MISSING);
  }

  private List<Notification> valid() {
    String patient = Notices.patient("p1", "2026-03-02T11:59:59Z");
    List<String> bodies = List.of(
        patient, "", "{\"resourceType\":\"Patient\",\"id\":\"p1\"}",
        Notices.r4("handshake").since(0).toString(), Notices.r4b("heartbeat").since(7).toString(),
        Notices.r4("event-notification").about(1, "Patient/p1").about(2, "Appointment/a1").toString(),
        Notices.r4("event-notification").since(3).toString(),
        Notices.r4("event-notification").about(3, "Patient/p1").entry(patient).toString(),
        Notices.r4b("event-notification").about(4, "Patient/p1").entry(patient).entry("{\"resourceType\":\"AuditEvent\"}").toString(),
        Notices.r4b("query-event").event(5, "{\"identifier\":{\"system\":\"urn:lantern:person\",\"value\":\"7\"}}").toString(),
        Notices.many(true, 21).toString());
    List<Notification> all = new ArrayList<>();
    for (String body : bodies) {
      for (String path : List.of("/hooks/elm/fhir", "/hooks/oak/fhir", "/hooks/ash/fhir", "/hooks/fir/fhir", "/hooks/bay/fhir",
          "/hooks/elm/fhir/Patient/p1", "/hooks/fir/fhir/Patient/p1")) {
        all.add(new Notification("POST", path, Map.of("content-type", "application/fhir+json"), body.getBytes(StandardCharsets.UTF_8)));
      }
    }
    for (String body : List.of(FeedsTest.MESSAGE, "\uFEFF\u000b" + FeedsTest.MESSAGE + "\u001c\r",
        "FHS|^~\\&\rBHS|^~\\&\r" + FeedsTest.MESSAGE + FeedsTest.MESSAGE + "BTS|2\rFTS|1\r")) {
      for (String type : List.of("application/hl7-v2", "x-application/hl7-v2+er7")) {
        all.add(new Notification("POST", "/hooks/yew/feed", Map.of("content-type", type), body.getBytes(StandardCharsets.UTF_8)));
      }
    }
    for (String report : List.of("{}", """
        {"outcome":{"sequence":1,"result":"accepted","code":"AA","text":"","sends":1}}""", """
        {"outcome":{"sequence":2,"result":"unanswered","code":"","text":"Ærø","sends":9},"agent":{"queued":1}}""")) {
      for (String path : List.of("/hooks/yew/feed/outbound", "/hooks/elm/fhir/outbound")) {
        all.add(new Notification("POST", path, Map.of("content-type", "application/json"), report.getBytes(StandardCharsets.UTF_8)));
      }
    }
    return all;
  }

  private Notification mutated(Notification good) {
    byte[] body = good.body();
    for (int change = random.nextInt(4); change > 0; change--) {
      body = mutated(body);
    }
    String path = random.nextInt(20) == 0 ? new String(mutated(good.path().getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8) : good.path();
    String method = random.nextInt(50) == 0 ? List.of("GET", "DELETE", "", "post", "PUT").get(random.nextInt(5)) : good.method();
    Map<String, String> headers = new HashMap<>(good.headers());
    sign(headers, good.path(), body, random.nextInt(4) == 0 ? SECRETS.get(random.nextInt(3)) : good.path().contains("fir") ? Signed.KEY : Sample.SECRET);
    for (int change = random.nextInt(8) - 6; change > 0; change--) {
      headers(headers);
    }
    if (random.nextInt(8) == 0) {
      body = mutated(body); // after it was signed
    }
    return new Notification(method, path, headers, body);
  }

  /** As the practice of that path is told by. */
  private void sign(Map<String, String> headers, String path, byte[] body, String secret) {
    byte[] key = secret.startsWith("whsec_") ? Base64.getDecoder().decode(secret.substring(6)) : secret.getBytes(StandardCharsets.UTF_8);
    if (path.startsWith("/hooks/fir") || path.endsWith("/outbound")) {
      long at = NOW.getEpochSecond() + (random.nextInt(10) == 0 ? random.nextInt(2000) - 1000 : 0);
      headers.put("webhook-id", "m" + random.nextInt(3));
      headers.put("webhook-timestamp", "" + at);
      byte[] before = (headers.get("webhook-id") + "." + at + ".").getBytes(StandardCharsets.UTF_8);
      headers.put("webhook-signature", "v1," + Base64.getEncoder().encodeToString(Signed.mac(key, before, body)));
    } else if (path.startsWith("/hooks/bay")) {
      headers.put("x-hub-signature", "sha256=" + HexFormat.of().formatHex(Signed.mac(key, new byte[0], body)));
    } else {
      headers.put(path.startsWith("/hooks/yew") ? "x-mediflow-secret" : "x-hook-secret", secret);
    }
  }

  private void headers(Map<String, String> headers) {
    List<String> names = headers.keySet().stream().sorted().toList();
    String name = names.get(random.nextInt(names.size()));
    switch (random.nextInt(5)) {
      case 0 -> headers.remove(name);
      case 1 -> headers.put(name, new String(mutated(headers.get(name).getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8));
      case 2 -> headers.put("content-type", List.of("text/xml", "application/json;charset=utf-16", ";", "", "application/fhir+json ; x").get(random.nextInt(5)));
      case 3 -> headers.put("content-encoding", List.of("gzip", "identity", "br, gzip", "").get(random.nextInt(4)));
      default -> headers.put(name, headers.get(name) + " " + headers.get(name));
    }
  }

  private byte[] mutated(byte[] good) {
    int at = good.length == 0 ? 0 : random.nextInt(good.length);
    return switch (random.nextInt(9)) {
      case 0 -> spliced(good, at, 1, new byte[] {(byte) random.nextInt(256)});
      case 1 -> spliced(good, at, random.nextInt(40), new byte[0]);
      case 2 -> spliced(good, at, 0, TOKENS.get(random.nextInt(TOKENS.size())).getBytes(StandardCharsets.UTF_8));
      case 3 -> Arrays.copyOf(good, at);
      case 4 -> spliced(good, at, 0, Arrays.copyOfRange(good, at, Math.min(good.length, at + random.nextInt(200))));
      case 5 -> spliced(good, at, 0, DEEP.get(random.nextInt(DEEP.size())).repeat(1 + random.nextInt(80)).getBytes(StandardCharsets.UTF_8));
      case 6 -> new String(good, StandardCharsets.UTF_8).replaceFirst("\"(p1|1|2|Patient|type)\"", "\"" + random.nextInt(30) + "\"").getBytes(StandardCharsets.UTF_8);
      case 7 -> random.nextInt(60) == 0 ? spliced(good, at, 0, " ".repeat(17_000).getBytes(StandardCharsets.UTF_8)) : good;
      default -> new String(good, StandardCharsets.UTF_8).getBytes(random.nextInt(30) == 0 ? StandardCharsets.UTF_16 : StandardCharsets.UTF_8);
    };
  }

  private static byte[] spliced(byte[] good, int at, int without, byte[] with) {
    int from = Math.min(good.length, at + without);
    byte[] all = new byte[at + with.length + good.length - from];
    System.arraycopy(good, 0, all, 0, at);
    System.arraycopy(with, 0, all, at, with.length);
    System.arraycopy(good, from, all, at + with.length, good.length - from);
    return all;
  }
}
