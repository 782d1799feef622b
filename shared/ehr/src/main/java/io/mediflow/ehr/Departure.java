package io.mediflow.ehr;

import io.vertx.core.http.HttpClientRequest;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * The moment between connection and first byte of one write. It knows for sure what an exception can only hint at: whether
 * anything can have been delivered.
 */
final class Departure implements Consumer<HttpClientRequest> {

  enum State {
    CONNECTING,
    DEPARTED,
    TOO_LATE
  }

  private final Clock clock;
  private final Instant sendBy;
  private final long deadline;
  private final AtomicReference<State> state = new AtomicReference<>(State.CONNECTING);

  /** @param deadline of the whole call, connecting included, in {@code System.nanoTime()} */
  Departure(Clock clock, Instant sendBy, long deadline) {
    this.clock = clock;
    this.sendBy = sendBy;
    this.deadline = deadline;
  }

  /** Called when the connection stands and nothing is written. */
  @Override
  public void accept(HttpClientRequest request) {
    request.exceptionHandler(Departure::keepOutOfTheLog);
    request.idleTimeout(Math.max(1, TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime())));
    var next = clock.instant().isAfter(sendBy) ? State.TOO_LATE : State.DEPARTED;
    if (!state.compareAndSet(State.CONNECTING, next) || next == State.TOO_LATE) {
      request.reset();
    }
  }

  /** How far it came; from now on nothing departs any more, should the connection stand after all. */
  State end() {
    var reached = state.get();
    while (reached == State.CONNECTING && !state.compareAndSet(State.CONNECTING, State.TOO_LATE)) {
      reached = state.get();
    }
    return reached;
  }

  /** The caller gets the exception too; without a handler it is logged as well. */
  static void keepOutOfTheLog(Throwable failure) {}
}
