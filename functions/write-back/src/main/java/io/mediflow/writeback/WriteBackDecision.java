package io.mediflow.writeback;

import io.mediflow.model.write.Write;
import io.mediflow.model.write.WriteState;
import java.time.Instant;
import java.util.Optional;

/** What to do next with a write. */
sealed interface WriteBackDecision {

  /** Nothing yet; its time has not come, and later writes of the key wait behind it. */
  record Wait() implements WriteBackDecision {}

  /** Claim it, then prepare what has to be sent. */
  record Claim() implements WriteBackDecision {}

  /** Record the sending, then send. */
  record Send(Transmission transmission, Write.Sending sending) implements WriteBackDecision {}

  /** Ask the EHR what it holds. */
  record ReadBack(Write.Sending sending) implements WriteBackDecision {}

  /** RECEIVED again: nothing was done. {@code event} names the reason in the audit. */
  record Again(Instant at, String event, Optional<Write.Sending> sending, Optional<Write.Outcome> outcome)
      implements WriteBackDecision {}

  /** UNKNOWN: it may have been done; nothing is sent until a read-back has said. */
  record Doubt(Instant at, Write.Sending sending, Write.Outcome outcome) implements WriteBackDecision {}

  /** CONFIRMED: the EHR holds it. */
  record Confirm(Holding holding, Optional<Write.Sending> sending, Write.Outcome outcome) implements WriteBackDecision {}

  /** An end without confirmation: REJECTED, CONFLICT, NEEDS_HUMAN or EXPIRED. */
  record Settle(WriteState state, Optional<Write.Sending> sending, Write.Outcome outcome) implements WriteBackDecision {}
}
