package io.mediflow.scheduledpolling;

import io.mediflow.model.change.Checkpoint;
import java.time.Instant;

/** What the answer for a page makes of the window. Each carries the checkpoint to store. */
sealed interface ScheduledPollingDecision {

  Checkpoint checkpoint();

  /** There is another page. */
  record GoOn(Checkpoint checkpoint) implements ScheduledPollingDecision {}

  /**
   * The window is whole.
   *
   * @param started when it began, our clock
   */
  record Whole(Checkpoint checkpoint, Instant started) implements ScheduledPollingDecision {}

  /**
   * The window has failed; its watermark has not moved.
   *
   * @param failure failure kind
   * @param due     when it is tried again
   */
  record Fail(Checkpoint checkpoint, String failure, Instant due) implements ScheduledPollingDecision {}
}
