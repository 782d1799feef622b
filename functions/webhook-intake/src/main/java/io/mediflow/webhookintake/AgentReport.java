package io.mediflow.webhookintake;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mediflow.model.outbound.OutboundOutcome;
import io.mediflow.model.outbound.OutboundOutcome.Result;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;

/**
 * What an agent says when it asks for the next message.
 *
 * @param outcome of the message before, once it is known
 */
record AgentReport(Optional<Settled> outcome) {

  /** What became of a message. */
  record Settled(long sequence, OutboundOutcome outcome) {}

  private static final int MOST_DEPTH = 8;
  private static final int LONGEST_TEXT = 2_000;
  private static final int MOST_SENDS = 1_000_000;
  private static final ObjectMapper JSON = new ObjectMapper(JsonFactory.builder()
      .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(MOST_DEPTH).build()).build());

  /** Empty when it is none, or a sign of life that somebody sends here again: what is signed names no path. What it says beyond is passed over, so that a newer agent can speak to us. */
  static Optional<AgentReport> of(byte[] body, Instant now) {
    return object(body).filter(report -> !report.has(LifeReader.QUEUED)).flatMap(report -> report.has("outcome")
        ? settled(report.get("outcome"), now).map(one -> new AgentReport(Optional.of(one)))
        : Optional.of(new AgentReport(Optional.empty())));
  }

  /** What an agent sends; empty when it is no JSON object, or a deep one. */
  static Optional<JsonNode> object(byte[] body) {
    try {
      return Optional.of(JSON.readTree(body)).filter(JsonNode::isObject);
    } catch (IOException broken) {
      return Optional.empty();
    }
  }

  private static Optional<Settled> settled(JsonNode said, Instant now) {
    long sequence = said.path("sequence").canConvertToExactIntegral() ? said.path("sequence").longValue() : 0;
    String code = said.path("code").asText();
    String text = said.path("text").asText();
    int sends = said.path("sends").isInt() ? said.path("sends").intValue() : -1;
    if (sequence < 1 || !code.matches("[A-Z]{0,2}") || sends < 0 || sends > MOST_SENDS) {
      return Optional.empty();
    }
    return Result.of(said.path("result").asText()).map(result -> new Settled(sequence, new OutboundOutcome(
        result, code, text.substring(0, Math.min(text.length(), LONGEST_TEXT)), sends, now)));
  }
}
