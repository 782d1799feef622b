package io.mediflow.changemapping;

import io.mediflow.model.record.StoredRecord;

/** What a candidate makes of the record that is there. */
sealed interface ChangeMappingDecision {

  /** Put {@code next} if the record is still as it was read; then publish. */
  record Store(StoredRecord next) implements ChangeMappingDecision {}

  /**
   * The content is the same, only its times move.
   *
   * @param untold whether the record's event is still to be published
   */
  record Touch(StoredRecord seen, boolean untold) implements ChangeMappingDecision {}

  /** The record that is there is as new or newer. */
  record Keep(StoredRecord current, boolean untold) implements ChangeMappingDecision {}

  /** Which of the two is newer cannot be known from them: ask the EHR. */
  record Fetch() implements ChangeMappingDecision {}
}
