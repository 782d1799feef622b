package io.mediflow.ehr;

import io.mediflow.model.ehr.Access;
import io.mediflow.model.ehr.CallMeter;
import io.mediflow.model.ehr.CallMeter.Outcome;
import io.mediflow.model.ehr.EhrFailure;
import io.mediflow.model.ehr.EhrResult;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/** Counts every call: business refusals apart from failures of transport, authentication and server. */
final class Calls {

  private final CallMeter meter;

  Calls(CallMeter meter) {
    this.meter = meter;
  }

  <T> EhrResult<T> metered(Access access, String operation, Supplier<EhrResult<T>> call) {
    var start = System.nanoTime();
    var result = call.get();
    outcome(result).ifPresent(outcome ->
        meter.called(access.connection(), operation, outcome, Duration.ofNanos(System.nanoTime() - start)));
    return result;
  }

  /** Empty when no call was made. */
  private static Optional<Outcome> outcome(EhrResult<?> result) {
    return switch (result) {
      case EhrResult.Done<?> done -> Optional.of(Outcome.DONE);
      case EhrResult.Failed<?>(EhrFailure failure) -> switch (failure.kind()) {
        case TOO_LATE -> Optional.empty();
        case NOT_FOUND, GONE, CONFLICT, PRECONDITION, REFUSED, THROTTLED -> Optional.of(Outcome.REFUSED);
        case UNREACHABLE, BROKEN, SERVER_ERROR, UNAUTHENTICATED, FORBIDDEN, MALFORMED -> Optional.of(Outcome.FAILED);
      };
    };
  }
}
