package io.mediflow.writeback;

import io.mediflow.model.write.AuditEntry;
import io.mediflow.model.write.Write;
import io.mediflow.model.write.Write.Outcome;
import io.mediflow.model.write.Write.Sending;
import io.mediflow.model.write.WriteLedger;
import io.mediflow.model.write.WriteState;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/** Records steps in the ledger, each with its audit entry; every one is empty when another worker stepped first. */
@ApplicationScoped
public class Steps {

  private final WriteLedger ledger;
  private final Clock clock;

  public Steps(WriteLedger ledger, Clock clock) {
    this.ledger = ledger;
    this.clock = clock;
  }

  /** @param recordId the record that it changes now; another than before where that one was merged */
  Optional<Write> claimed(Write write, Optional<String> recordId, Instant leaseEnds) {
    return take(write, WriteState.CLAIMED, recordId, Optional.of(leaseEnds), write.attempts() + 1,
        write.sending(), Optional.empty(), "claimed");
  }

  Optional<Write> sent(Write write, Sending sending, Instant leaseEnds) {
    return take(write, WriteState.SENT, write.recordId(), Optional.of(leaseEnds), write.attempts(),
        Optional.of(sending), Optional.empty(), "sent");
  }

  Optional<Write> again(Write write, WriteBackDecision.Again again) {
    return take(write, WriteState.RECEIVED, write.recordId(), Optional.of(again.at()), write.attempts(),
        again.sending(), again.outcome(), again.event());
  }

  Optional<Write> doubted(Write write, WriteBackDecision.Doubt doubt) {
    return take(write, WriteState.UNKNOWN, write.recordId(), Optional.of(doubt.at()), write.attempts(),
        Optional.of(doubt.sending()), Optional.of(doubt.outcome()), "unknown");
  }

  Optional<Write> confirmed(Write write, WriteBackDecision.Confirm confirm, String recordId) {
    return take(write, WriteState.CONFIRMED, Optional.of(recordId), Optional.empty(), write.attempts(),
        confirm.sending(), Optional.of(confirm.outcome()), "confirmed");
  }

  Optional<Write> settled(Write write, WriteBackDecision.Settle settle) {
    String event = settle.state().name().toLowerCase(Locale.ROOT).replace('_', '-');
    return take(write, settle.state(), write.recordId(), Optional.empty(), write.attempts(),
        settle.sending(), Optional.of(settle.outcome()), event);
  }

  private Optional<Write> take(
      Write write, WriteState state, Optional<String> recordId, Optional<Instant> nextAttemptAt, int attempts,
      Optional<Sending> sending, Optional<Outcome> outcome, String event) {
    Instant now = clock.instant();
    Write next = new Write(write.connection(), write.id(), write.orderKey(), recordId, write.request(),
        write.externalId(), state, write.receivedAt(), nextAttemptAt, attempts, sending, outcome, write.version());
    Write.Actor actor = write.request().actor();
    return ledger.step(next, new AuditEntry(write.connection(),
        AuditEntry.idAt(now, ThreadLocalRandom.current().nextInt()), now, actor.application(), actor.person(),
        "write." + event, recordId.orElse(""), write.id(), actor.reason(),
        outcome.map(Outcome::category).orElse(""), write.request().hash()));
  }
}
