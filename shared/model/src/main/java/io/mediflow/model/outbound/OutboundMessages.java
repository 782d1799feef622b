package io.mediflow.model.outbound;

import java.time.Instant;
import java.util.Optional;

/**
 * Messages out, a queue for each interface of each connection. The order is that of {@link #put}; there is one that is next, and none
 * behind it moves before its outcome is known.
 */
public interface OutboundMessages {

  /** What became of a put. */
  sealed interface Put {

    /** @param again whether the same message was queued before; nothing is queued twice */
    record Queued(long sequence, boolean again) implements Put {}

    /** Another message has this control id, so that an answer would not say which of them it is about. */
    record ControlIdTaken() implements Put {}
  }

  /** How many wait, and since when the oldest does. */
  record Waiting(long messages, Optional<Instant> since) {}

  Put put(String connection, String interfaceName, String controlId, String text, Instant now);

  /** The oldest one without an outcome. */
  Optional<OutboundMessage> next(String connection, String interfaceName);

  /** Empty when there was none, or its outcome is so old that it is gone. */
  Optional<OutboundMessage> find(String connection, String interfaceName, long sequence);

  /** Keeps the outcome of what is next, and lets the one behind it pass; false when that is another message: the first outcome stands. */
  boolean settle(String connection, String interfaceName, long sequence, OutboundOutcome outcome);

  Waiting waiting(String connection, String interfaceName);
}
