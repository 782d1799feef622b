package io.mediflow.ehr;

import io.mediflow.model.ehr.Access;
import io.mediflow.model.ehr.CallMeter;
import io.mediflow.model.ehr.CallMeter.Outcome;
import io.mediflow.model.ehr.EhrFailure;
import io.mediflow.model.ehr.EhrFailure.Kind;
import io.mediflow.model.ehr.EhrResult;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Keeps every call inside what the EHR allows, and counts it: business refusals apart from failures of transport, authentication
 * and server.
 */
final class Calls {

  private final CallMeter meter;
  private final Budgets budgets;

  Calls(CallMeter meter, Budgets budgets) {
    this.meter = meter;
    this.budgets = budgets;
  }

  /** Makes a call that the EHR counts, unless its limit is reached: the failure then says when to come again. */
  <T> EhrResult<T> made(Access access, String operation, Supplier<EhrResult<T>> call) {
    var again = budgets.take(access);
    return again.isPresent()
        ? new EhrResult.Failed<>(new EhrFailure(Kind.THROTTLED, 0, List.of(), again))
        : metered(access, operation, () -> understood(access, call.get()));
  }

  /** Whether a call may take one request more: a redirect, or a repetition. */
  BooleanSupplier more(Access access) {
    return () -> budgets.take(access).isEmpty();
  }

  <T> EhrResult<T> metered(Access access, String operation, Supplier<EhrResult<T>> call) {
    var start = System.nanoTime();
    var result = call.get();
    outcome(result).ifPresent(outcome ->
        meter.called(access.connection(), operation, outcome, Duration.ofNanos(System.nanoTime() - start)));
    return result;
  }

  /** A 401 is left as it is: only a fresh token tells whether it is about the token. */
  private <T> EhrResult<T> understood(Access access, EhrResult<T> result) {
    return result instanceof EhrResult.Failed<T>(var failure) && failure.kind() != Kind.UNAUTHENTICATED
        ? new EhrResult.Failed<>(understood(access, failure))
        : result;
  }

  private EhrFailure understood(Access access, EhrFailure failure) {
    if (failure.kind() != Kind.THROTTLED && !access.limits().throttles().contains(failure.status())) {
      return failure;
    }
    return new EhrFailure(Kind.THROTTLED, failure.status(), failure.issues(),
        failure.retryAfter().or(() -> failure.status() == 429 ? budgets.countsAnew(access) : Optional.<Instant>empty()));
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
