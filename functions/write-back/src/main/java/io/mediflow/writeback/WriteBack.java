package io.mediflow.writeback;

import static io.mediflow.model.write.WriteState.CONFLICT;
import static io.mediflow.model.write.WriteState.EXPIRED;
import static io.mediflow.model.write.WriteState.NEEDS_HUMAN;
import static io.mediflow.model.write.WriteState.REJECTED;

import io.mediflow.model.ehr.EhrFailure;
import io.mediflow.model.ehr.EhrResource;
import io.mediflow.model.ehr.EhrResult;
import io.mediflow.model.write.Write;
import io.mediflow.model.write.Write.Sending;
import io.mediflow.packages.OperationSpec;
import io.mediflow.writeback.WriteBackDecision.Again;
import io.mediflow.writeback.WriteBackDecision.Claim;
import io.mediflow.writeback.WriteBackDecision.Confirm;
import io.mediflow.writeback.WriteBackDecision.Doubt;
import io.mediflow.writeback.WriteBackDecision.ReadBack;
import io.mediflow.writeback.WriteBackDecision.Send;
import io.mediflow.writeback.WriteBackDecision.Settle;
import io.mediflow.writeback.WriteBackDecision.Wait;
import java.time.Instant;
import java.util.Optional;

/**
 * Decides each step of a write (design §5). It never lets one be sent whose outcome is unknown: out of SENT and UNKNOWN a way back to
 * RECEIVED leads only over proof that nothing was done.
 */
final class WriteBack {

  /** Reads that must miss a create before its absence counts. */
  private static final int ABSENCES = 2;

  private final OperationSpec operation;
  private final Outcomes outcomes;
  private final Pace pace;

  WriteBack(OperationSpec operation, Outcomes outcomes, Pace pace) {
    this.operation = operation;
    this.outcomes = outcomes;
    this.pace = pace;
  }

  /** What to do with the oldest write of an order key whose lease we have. */
  WriteBackDecision begin(Write write, boolean paused, Instant now) {
    boolean due = write.nextAttemptAt().map(at -> !at.isAfter(now)).orElse(true);
    return switch (write.state()) {
      case RECEIVED -> due ? start(write, paused, now) : new Wait();
      // Its holder died before SENT was recorded, so nothing left.
      case CLAIMED -> start(write, paused, now);
      // Its holder died or lost its lease: bytes may have left.
      case SENT -> new Doubt(paused ? now.plus(pace.pausedFor()) : now, sending(write), Outcomes.HOLDER_DIED);
      case UNKNOWN -> {
        if (!due) {
          yield new Wait();
        }
        yield paused
            ? new Doubt(now.plus(pace.pausedFor()), sending(write), Outcomes.PAUSED)
            : new ReadBack(sending(write));
      }
      case WAITING, ACCEPTED, PENDING_REVIEW, CONFIRMED, REJECTED, CONFLICT, EXPIRED, NEEDS_HUMAN -> new Wait();
    };
  }

  private WriteBackDecision start(Write write, boolean paused, Instant now) {
    if (write.request().deadline().map(at -> !now.isBefore(at)).orElse(false)) {
      return new Settle(EXPIRED, write.sending(), Outcomes.EXPIRED);
    }
    return paused
        ? new Again(now.plus(pace.pausedFor()), "paused", write.sending(), Optional.of(Outcomes.PAUSED))
        : new Claim();
  }

  /** What to do with a claimed write, now that it is prepared. */
  WriteBackDecision prepared(Write write, Preparation preparation, Instant leaseEnds, Instant now) {
    return switch (preparation) {
      case Preparation.Ready ready -> new Send(ready.transmission(), new Sending(
          sendBy(write, leaseEnds, now), ready.transmission().basedOn(), Optional.empty(), rebased(write), 0));
      case Preparation.AlreadySo so -> new Confirm(so.holding(), write.sending(), Outcomes.ALREADY_SO);
      case Preparation.BothChanged both ->
          new Settle(CONFLICT, write.sending(),
              merged(write) ? Outcomes.mergedAndOtherwise(both.current()) : Outcomes.bothChanged(both.current()));
      case Preparation.Unmappable no -> new Settle(REJECTED, write.sending(), Outcomes.unmappable(no.problems()));
      case Preparation.Unreadable no -> new Settle(NEEDS_HUMAN, write.sending(), Outcomes.UNREADABLE);
      case Preparation.RecordUnknown no -> new Settle(REJECTED, write.sending(), Outcomes.RECORD_UNKNOWN);
      case Preparation.Failed failed -> notRead(write, failed.failure(), now);
    };
  }

  /** An update keeps the order of the record that was asked for; where it changes another now, that one was merged into it. */
  private static boolean merged(Write write) {
    return write.recordId().filter(id -> !id.equals(write.orderKey())).isPresent();
  }

  private WriteBackDecision notRead(Write write, EhrFailure failure, Instant now) {
    return switch (failure.kind()) {
      case UNREACHABLE, BROKEN, SERVER_ERROR, THROTTLED, UNAUTHENTICATED, MALFORMED, CONFLICT, PRECONDITION, TOO_LATE ->
          away(write, write.sending(), failure, now);
      case FORBIDDEN, NOT_FOUND, GONE, REFUSED -> new Settle(REJECTED, write.sending(), outcomes.of(failure));
    };
  }

  /** What to do after the EHR answered, or did not. */
  WriteBackDecision answered(Write write, Transmission sent, EhrResult<EhrResource> answer, Instant now) {
    Sending sending = sending(write);
    return switch (answer) {
      case EhrResult.Done<EhrResource> done -> new ReadBack(acknowledged(sending, switch (sent) {
        case Transmission.Create create -> done.value().id();
        case Transmission.Update update -> Optional.of(update.id());
      }));
      case EhrResult.Failed<EhrResource> failed -> refused(write, sent, failed.failure(), now);
    };
  }

  private WriteBackDecision refused(Write write, Transmission sent, EhrFailure failure, Instant now) {
    Sending sending = sending(write);
    return switch (failure.kind()) {
      case UNREACHABLE, THROTTLED, UNAUTHENTICATED, TOO_LATE -> away(write, Optional.of(sending), failure, now);
      case BROKEN, SERVER_ERROR, MALFORMED -> new Doubt(now.plus(pace.settle()), sending, outcomes.of(failure));
      case CONFLICT, PRECONDITION, REFUSED -> switch (sent) {
        case Transmission.Update update when mayHaveMoved(failure, update) && sending.rebased() == 0 ->
            new Again(now, "rebased", Optional.of(rebased(sending)), Optional.empty());
        case Transmission.Update update when failure.kind() == EhrFailure.Kind.PRECONDITION ->
            new Settle(CONFLICT, Optional.of(sending), Outcomes.keepsMoving(update.seen()));
        case Transmission.Update update -> new Settle(REJECTED, Optional.of(sending), outcomes.of(failure));
        case Transmission.Create create -> new Settle(REJECTED, Optional.of(sending), outcomes.of(failure));
      };
      case FORBIDDEN, NOT_FOUND, GONE -> new Settle(REJECTED, Optional.of(sending), outcomes.of(failure));
    };
  }

  /** Without versions a failed test of the patch is all that says that somebody else was there first, and it comes as a refusal. */
  private static boolean mayHaveMoved(EhrFailure failure, Transmission.Update update) {
    return failure.kind() != EhrFailure.Kind.REFUSED || update.ifMatch().isEmpty();
  }

  /** What to do after a read-back, right after the answer (SENT) or later (UNKNOWN). */
  WriteBackDecision foundOut(Write write, Sending sending, Finding finding, Instant now) {
    return switch (finding) {
      case Finding.Same same -> new Confirm(same.holding(), Optional.of(sending), Outcomes.CONFIRMED);
      case Finding.Different other -> different(write, sending, other, now);
      case Finding.Absent absent -> absent(write, sending, now);
      case Finding.Ambiguous no -> human(sending, Outcomes.AMBIGUOUS);
      case Finding.RecordGone no -> human(sending, Outcomes.RECORD_GONE);
      case Finding.Unsearchable no -> human(sending, Outcomes.UNSEARCHABLE);
      case Finding.Unreadable no -> human(sending, Outcomes.UNREADABLE);
      case Finding.Failed failed -> switch (failed.failure().kind()) {
        case UNREACHABLE, BROKEN, SERVER_ERROR, THROTTLED, UNAUTHENTICATED, MALFORMED, CONFLICT, PRECONDITION, TOO_LATE ->
            new Doubt(pace.askAgainAt(now, sending.sendBy(), failed.failure().retryAfter()), sending,
                outcomes.of(failed.failure()));
        case FORBIDDEN, NOT_FOUND, GONE, REFUSED -> human(sending, Outcomes.NOT_READ_BACK);
      };
    };
  }

  private WriteBackDecision different(Write write, Sending sending, Finding.Different other, Instant now) {
    boolean update = operation.verb() == OperationSpec.Verb.UPDATE;
    boolean proved = !now.isBefore(pace.provesFrom(sending.sendBy()));
    boolean unchanged = sending.basedOn().isPresent() && sending.basedOn().equals(other.holding().versionTag());
    if (sending.target().isPresent() || !update) {
      // The EHR took it. While it still shows the version from before, it may only be slow.
      return update && unchanged && !proved
          ? new Doubt(now.plus(pace.betweenReads()), sending, Outcomes.NOT_YET_VISIBLE)
          : human(sending, Outcomes.readsBackDifferent(other.fields()));
    }
    if (!proved) {
      return new Doubt(pace.provesFrom(sending.sendBy()), sending, Outcomes.NOT_YET_VISIBLE);
    }
    return again(write, sending, unchanged ? "resend" : "rebased", now);
  }

  private WriteBackDecision absent(Write write, Sending sending, Instant now) {
    Instant provesFrom = pace.provesFrom(sending.sendBy());
    if (now.isBefore(provesFrom)) {
      return new Doubt(provesFrom, sending, Outcomes.NOT_YET_VISIBLE);
    }
    Sending counted = new Sending(
        sending.sendBy(), sending.basedOn(), sending.target(), sending.rebased(), sending.absences() + 1);
    if (counted.absences() < ABSENCES) {
      return new Doubt(now.plus(pace.betweenReads()), counted, Outcomes.NOT_YET_VISIBLE);
    }
    return operation.absenceProves() && sending.target().isEmpty()
        ? again(write, counted, "resend", now)
        : human(counted, Outcomes.NOT_FOUND);
  }

  private WriteBackDecision again(Write write, Sending sending, String event, Instant now) {
    return now.isBefore(write.receivedAt().plus(pace.resendFor()))
        ? new Again(now, event, Optional.of(sending), Optional.empty())
        : human(sending, Outcomes.NOT_FOUND);
  }

  private Again away(Write write, Optional<Sending> sending, EhrFailure failure, Instant now) {
    return new Again(
        pace.retryAt(now, write.attempts(), failure.retryAfter()), "away", sending, Optional.of(outcomes.of(failure)));
  }

  private static Settle human(Sending sending, Write.Outcome outcome) {
    return new Settle(NEEDS_HUMAN, Optional.of(sending), outcome);
  }

  /** Nothing leaves after the deadline, nor so late that the answer could come when the lease is another's. */
  private Instant sendBy(Write write, Instant leaseEnds, Instant now) {
    Instant window = now.plus(pace.sendWindow());
    Instant held = leaseEnds.minus(pace.timeout());
    Instant by = window.isBefore(held) ? window : held;
    return write.request().deadline().filter(by::isAfter).orElse(by);
  }

  private static int rebased(Write write) {
    return write.sending().map(Sending::rebased).orElse(0);
  }

  private static Sending rebased(Sending one) {
    return new Sending(one.sendBy(), one.basedOn(), one.target(), one.rebased() + 1, one.absences());
  }

  private static Sending acknowledged(Sending one, Optional<String> target) {
    return new Sending(one.sendBy(), one.basedOn(), target, one.rebased(), one.absences());
  }

  private static Sending sending(Write write) {
    return write.sending().orElseThrow(() ->
        new IllegalStateException("a write in " + write.state() + " has no sending: the ledger item is broken"));
  }
}
