package io.mediflow.edge.outbound;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mediflow.edge.deliver.Utf8Message;
import io.mediflow.mapping.hl7.Hl7Ack;
import io.mediflow.mapping.hl7.Hl7Message;
import io.mediflow.mapping.hl7.Hl7Message.Parsed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** A message as MediFlow handed it out. */
record Handed(long sequence, String controlId, String message) {

  private static final ObjectMapper JSON = new ObjectMapper();

  static Optional<Handed> of(byte[] json) {
    try {
      JsonNode handed = JSON.readTree(json);
      return handed.path("sequence").canConvertToLong() && handed.path("sequence").longValue() > 0
              && handed.path("controlId").isTextual() && handed.path("message").isTextual()
          ? Optional.of(new Handed(
              handed.get("sequence").longValue(), handed.get("controlId").textValue(), handed.get("message").textValue()))
          : Optional.empty();
    } catch (IOException broken) {
      return Optional.empty();
    }
  }

  /** UTF-8, and MSH-18 says so where it makes a difference. */
  byte[] bytes() {
    byte[] utf8 = message.getBytes(StandardCharsets.UTF_8);
    return Utf8Message.of(utf8).orElse(utf8);
  }

  /** Why there is no use in sending it. */
  Optional<String> hindrance() {
    if (message.indexOf('\u000b') >= 0 || message.indexOf('\u001c') >= 0) {
      return Optional.of("It holds a byte that frames messages (VT or FS), so it cannot be sent by MLLP.");
    }
    Parsed parsed = Hl7Message.parse(message);
    return switch (parsed) {
      case Parsed.Broken broken -> Optional.of(broken.reasons().getLast().remedy());
      case Parsed.Message(Hl7Message one) when one.controlId().isEmpty() || !one.controlId().equals(controlId) ->
          Optional.of("MSH-10 is not the control id that MediFlow has for it, so no answer could be told to be its own.");
      case Parsed.Message one when !Hl7Ack.wantsAccept(parsed) || !Hl7Ack.wantsRefusal(parsed) ->
          Optional.of("It asks for no answer (MSH-15, MSH-16), so nobody would know what became of it.");
      case Parsed.Message one -> Optional.empty();
    };
  }
}
