package io.mediflow.edge.status;

import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** What happened since the agent started, and the lines that tell it. */
public final class Counts {

  private final InstantSource clock;
  private final Consumer<String> lines;
  private final AtomicInteger connections = new AtomicInteger();
  private final AtomicLong taken = new AtomicLong();
  private final AtomicLong notTaken = new AtomicLong();
  private final AtomicLong delivered = new AtomicLong();
  private final AtomicLong sentAccepted = new AtomicLong();
  private final AtomicLong sentOtherwise = new AtomicLong();
  private volatile Optional<String> lastFailure = Optional.empty();

  /** @param lines where each line goes */
  public Counts(InstantSource clock, Consumer<String> lines) {
    this.clock = clock;
    this.lines = lines;
  }

  /** One line, with the time before it. Our numbers, counts and codes only, never what a message says. */
  public void say(String line) {
    lines.accept(clock.instant().truncatedTo(ChronoUnit.SECONDS) + " " + line);
  }

  /** The same for what went wrong; the status tells it until the next one. */
  public void failed(String line) {
    lastFailure = Optional.of(clock.instant().truncatedTo(ChronoUnit.SECONDS) + " " + line);
    say(line);
  }

  public void took(int messages) {
    taken.addAndGet(messages);
  }

  public void tookNot() {
    notTaken.incrementAndGet();
  }

  public void deliveredOne() {
    delivered.incrementAndGet();
  }

  /** A message out has its outcome. */
  public void settledOne(boolean accepted) {
    (accepted ? sentAccepted : sentOtherwise).incrementAndGet();
  }

  /** Taken by the practice's system. */
  public long sentAccepted() {
    return sentAccepted.get();
  }

  /** Refused by it, not answered, or not sent. */
  public long sentOtherwise() {
    return sentOtherwise.get();
  }

  /** Connections that are open now. */
  public AtomicInteger connections() {
    return connections;
  }

  public long taken() {
    return taken.get();
  }

  /** Refused to a sender in the practice. */
  public long notTaken() {
    return notTaken.get();
  }

  public long delivered() {
    return delivered.get();
  }

  public Optional<String> lastFailure() {
    return lastFailure;
  }
}
