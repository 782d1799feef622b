package io.mediflow.mapping;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;

/**
 * What the way back needs from its caller.
 *
 * @param zone    of the practice
 * @param sources EHR references ({@code Patient/123}) of the record ids that the fields name (see {@link Mapper#references})
 * @param message of an HL7 v2 message, what every one of them says anew; empty for other formats
 */
public record WriteContext(ZoneId zone, Map<String, String> sources, Optional<Message> message) {

  /** For formats without messages. */
  public WriteContext(ZoneId zone, Map<String, String> sources) {
    this(zone, sources, Optional.empty());
  }

  /**
   * An HL7 v2 message that is to be written.
   *
   * @param event     MSH-9, {@code SIU^S13^SIU_S12}; empty for the one that the table names
   * @param now       MSH-7
   * @param controlId MSH-10, at most 20 characters of which no two messages have the same
   */
  public record Message(Optional<String> event, Instant now, String controlId) {}
}
