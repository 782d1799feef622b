package io.mediflow.scheduledpolling;

import io.mediflow.model.change.Checkpoint;
import io.mediflow.model.ehr.BulkEhr.File;
import java.time.Instant;
import java.util.List;

/** What an EHR's answer makes of an export. Each carries the checkpoint to store. */
sealed interface ExportDecision {

  Checkpoint checkpoint();

  /**
   * Nothing can be done before.
   *
   * @param due when to look again
   */
  record Wait(Checkpoint checkpoint, Instant due) implements ExportDecision {}

  /** The files are ready, and taken from where the checkpoint stands. */
  record Take(Checkpoint checkpoint, List<File> files) implements ExportDecision {}

  /**
   * It has failed: it stands where it is, or begins anew where its checkpoint knows of no job.
   *
   * @param failure failure kind
   * @param due     when it is tried again
   */
  record Fail(Checkpoint checkpoint, String failure, Instant due) implements ExportDecision {}
}
