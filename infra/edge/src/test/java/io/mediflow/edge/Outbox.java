package io.mediflow.edge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import io.mediflow.model.outbound.OutboundMessage;
import io.mediflow.model.outbound.OutboundOutcome;
import io.mediflow.testkit.memory.MemoryOutboundMessages;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** MediFlow's messages out as the agent sees them; what the room itself does is tried with the real one elsewhere. */
public final class Outbox {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final MemoryOutboundMessages messages = new MemoryOutboundMessages();
  private final List<String> reports = new CopyOnWriteArrayList<>();
  private volatile Function<String, Integer> script = report -> 200;
  private volatile Runnable beforeAnswer = () -> { };

  /** Queues an invented message. */
  public void put(String controlId) {
    put(controlId, MllpSender.message(controlId).replace("MEDIFLOW|CLOUD", "LAKESIDE|DESK"));
  }

  public void put(String controlId, String text) {
    messages.put("lakeside", "feed", controlId, text, Instant.now());
  }

  /** @param how the status that a report is answered with; 200 takes it */
  public void answers(Function<String, Integer> how) {
    script = how;
  }

  /** When a report is taken, and its answer is not written. */
  public void beforeAnswer(Runnable what) {
    beforeAnswer = what;
  }

  /** All that came, taken or not. */
  public List<String> reports() {
    return reports;
  }

  public Optional<OutboundOutcome> outcome(long sequence) {
    return messages.find("lakeside", "feed", sequence).flatMap(OutboundMessage::outcome);
  }

  /** {@code accepted AA 1}: result, code, sends. */
  public String told(long sequence) {
    return outcome(sequence).map(one -> one.result().label() + " " + one.code() + " " + one.sends()).orElse("waits");
  }

  public void awaitSettled() throws InterruptedException {
    Agent.await(() -> messages.waiting("lakeside", "feed").messages() == 0,
        () -> messages.waiting("lakeside", "feed").messages() + " wait; reports: " + reports);
  }

  void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      String report = new String(body, StandardCharsets.UTF_8);
      reports.add(report);
      int status = isSigned(exchange.getRequestHeaders(), body) ? script.apply(report) : 401;
      byte[] answer = status == 200 ? next(JSON.readTree(body)) : new byte[0];
      if (status == 200) {
        beforeAnswer.run();
      }
      exchange.sendResponseHeaders(status == 200 && answer.length == 0 ? 204 : status, answer.length == 0 ? -1 : answer.length);
      exchange.getResponseBody().write(answer);
    }
  }

  private byte[] next(JsonNode report) throws IOException {
    if (report.has("outcome")) {
      JsonNode one = report.get("outcome");
      messages.settle("lakeside", "feed", one.get("sequence").asLong(), new OutboundOutcome(
          OutboundOutcome.Result.of(one.get("result").asText()).orElseThrow(), one.get("code").asText(), one.get("text").asText(),
          one.get("sends").asInt(), Instant.now()));
    }
    Optional<OutboundMessage> next = messages.next("lakeside", "feed");
    return next.isEmpty() ? new byte[0] : JSON.writeValueAsBytes(JSON.createObjectNode()
        .put("sequence", next.get().sequence()).put("controlId", next.get().controlId()).put("message", next.get().text()));
  }

  private static boolean isSigned(Headers headers, byte[] body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(Hook.SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      mac.update((headers.getFirst("webhook-id") + "." + headers.getFirst("webhook-timestamp") + ".").getBytes(StandardCharsets.UTF_8));
      Duration off = Duration.between(Instant.ofEpochSecond(Long.parseLong(headers.getFirst("webhook-timestamp"))), Instant.now());
      return off.abs().toMinutes() < 5 && headers.values().stream().noneMatch(one -> one.contains(Hook.SECRET))
          && ("v1," + Base64.getEncoder().encodeToString(mac.doFinal(body))).equals(headers.getFirst("webhook-signature"));
    } catch (java.security.GeneralSecurityException missing) {
      throw new IllegalStateException(missing);
    }
  }
}
