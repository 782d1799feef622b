package io.mediflow.model.ehr;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What all workers together have called, and what none of them should call now. */
public interface BudgetStore {

  /** What is counted and held back together; no practice shares one with another. */
  record Bucket(String connection, String name) {}

  /** Why nothing is called. */
  enum Cause {
    THROTTLED,
    /** The EHR is away; one call at a time finds out whether it is back. */
    AWAY
  }

  /** @param times how often in a row it was set */
  record Hold(Cause cause, Instant until, int times) {}

  /** Counts one more call of the window that begins then; false, and nothing counted, when {@code most} were counted. */
  boolean take(Bucket bucket, Instant begins, Duration window, int most);

  Optional<Hold> find(Bucket bucket);

  /** Sets a hold in place of what was seen; false when another worker was first. */
  boolean put(Bucket bucket, Optional<Hold> seen, Hold next);

  /** Ends the hold, unless another one was set since it was seen. */
  void end(Bucket bucket, Hold seen);
}
