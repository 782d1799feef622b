package io.mediflow.model.outbound;

import java.time.Instant;
import java.util.Optional;

/**
 * One HL7 v2 message on its way out.
 *
 * @param sequence  from 1, without a gap, in the order in which messages of this interface were queued
 * @param controlId MSH-10: what the answer names, and what tells a message that is sent twice
 * @param text      as it is to be sent
 * @param outcome   empty while it waits
 */
public record OutboundMessage(
    String connection, String interfaceName, long sequence, String controlId, String text, Instant queuedAt,
    Optional<OutboundOutcome> outcome) {

  public OutboundMessage with(OutboundOutcome known) {
    return new OutboundMessage(connection, interfaceName, sequence, controlId, text, queuedAt, Optional.of(known));
  }
}
