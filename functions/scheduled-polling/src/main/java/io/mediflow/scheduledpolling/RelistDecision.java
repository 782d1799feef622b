package io.mediflow.scheduledpolling;

import io.mediflow.model.change.Checkpoint;
import java.time.Instant;

/** What the answer for a page makes of the subject that is listed, and of the window. Each carries the checkpoint to go on with. */
sealed interface RelistDecision {

  Checkpoint checkpoint();

  /** The subject has another page. */
  record NextPage(Checkpoint checkpoint) implements RelistDecision {}

  /** The subject is listed whole. */
  record Listed(Checkpoint checkpoint) implements RelistDecision {}

  /** The link to its next page is no good any more: the subject is listed from its first page. */
  record Again(Checkpoint checkpoint) implements RelistDecision {}

  /**
   * The EHR refuses this subject, and the window goes on without it.
   *
   * @param failure failure kind
   */
  record PassedOver(Checkpoint checkpoint, String failure) implements RelistDecision {}

  /**
   * The EHR is away: the window stops where it stands.
   *
   * @param failure failure kind
   * @param due     when it goes on
   */
  record Fail(Checkpoint checkpoint, String failure, Instant due) implements RelistDecision {}
}
