package io.mediflow.edge.deliver;

import java.time.Duration;
import java.util.Optional;

/** What a request came to, and so what is done with its message. */
public sealed interface Outcome {

  /** It is taken. */
  record Delivered() implements Outcome {}

  /** It will never be taken as it is. */
  record Refused(String reason) implements Outcome {}

  /** The agent is set up wrongly, or MediFlow is: a person has to act, and the message waits meanwhile. */
  record Locked(String reason) implements Outcome {}

  /**
   * Not now.
   *
   * @param after as the other side said, if it did
   */
  record Later(String reason, Optional<Duration> after) implements Outcome {}
}
