package io.mediflow.scheduledpolling;

import io.mediflow.model.change.Checkpoint;
import io.mediflow.model.change.Reconciliation.Gap;
import java.time.Instant;
import java.util.Optional;

/** How a comparison goes on after a page. */
sealed interface ReconcileDecision {

  /** With the page that the checkpoint says. */
  record GoOn(Checkpoint checkpoint) implements ReconcileDecision {}

  /** The listing's next link is no good any more: once more from its first page. */
  record Again(Checkpoint checkpoint) implements ReconcileDecision {}

  /**
   * Later, where it stands.
   *
   * @param failure failure kind
   */
  record Fail(Checkpoint checkpoint, String failure, Instant due) implements ReconcileDecision {}

  /** @param gap why not all was compared; empty where it was */
  record End(Optional<Gap> gap) implements ReconcileDecision {}
}
