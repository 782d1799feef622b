package io.mediflow.webhookintake;

import io.mediflow.webhookintake.WebhookIntakeDecision.Refuse;
import io.mediflow.webhookintake.WebhookIntakeDecision.Take;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Decides what is done with what an HL7 v2 feed sends. It is queued whole, a batch too: change-mapping takes it apart. */
final class Feeds {

  /** The first as HAPI's HL7 over HTTP has it (https://hapifhir.github.io/hapi-hl7v2/hapi-hl7overhttp/specification.html). */
  private static final Set<String> TYPES = Set.of("application/hl7-v2", "x-application/hl7-v2+er7", "text/plain");

  private static final List<String> STARTS = List.of("MSH", "BHS", "FHS");

  private Feeds() {}

  static boolean isType(String contentType) {
    return TYPES.contains(contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT));
  }

  static WebhookIntakeDecision decide(Hook hook, Notification notification, Instant arrived) {
    byte[] body = notification.body();
    if (hook.path().type().isPresent()) {
      return new Refuse(Refusal.PATH, "a feed's messages go to /hooks/{connection}/{interface}");
    }
    if (body.length == 0) {
      return new Refuse(Refusal.ABOUT_NOTHING, "there is no message: send it in the body");
    }
    Optional<CharBuffer> text = utf8(body);
    if (text.isEmpty()) {
      return new Refuse(Refusal.NOT_UTF_8, "the message is not UTF-8: send it so, whatever MSH-18 says");
    }
    if (!begins(text.get())) {
      return new Refuse(Refusal.NO_MESSAGE, "the body begins with none of MSH, BHS and FHS: send HL7 v2 and nothing else");
    }
    return new Take(
        WebhookIntake.change(hook.connection().id(), hook.own().name(), Optional.empty(), Optional.empty(), body, arrived),
        hook.fed(Optional.empty()));
  }

  private static Optional<CharBuffer> utf8(byte[] body) {
    try {
      return Optional.of(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)));
    } catch (CharacterCodingException other) {
      return Optional.empty();
    }
  }

  /** After a byte-order mark, MLLP's start byte and empty lines. */
  private static boolean begins(CharBuffer text) {
    int at = 0;
    // MLLP's start byte is a vertical tab, and so white space
    while (at < text.length() && (text.charAt(at) == '\uFEFF' || Character.isWhitespace(text.charAt(at)))) {
      at++;
    }
    String start = text.subSequence(at, Math.min(at + 3, text.length())).toString();
    return STARTS.contains(start);
  }
}
