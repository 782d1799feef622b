package io.mediflow.writeback;

import io.mediflow.model.ehr.EhrFailure;
import java.util.Set;

/** What a read-back found. */
sealed interface Finding {

  /** The EHR holds what we sent. */
  record Same(Holding holding) implements Finding {}

  /** The EHR holds the resource, and these of the fields that we set are otherwise. */
  record Different(Holding holding, Set<String> fields) implements Finding {}

  record Absent() implements Finding {}

  /** More than one carries our id, or the EHR's answer is too long to be sure. */
  record Ambiguous() implements Finding {}

  /** The record that the update changed was deleted, or is not known here any more. */
  record RecordGone() implements Finding {}

  /** This EHR has no place where our id could be searched, and gave no id of its own. */
  record Unsearchable() implements Finding {}

  /** It is there and cannot be mapped. */
  record Unreadable() implements Finding {}

  record Failed(EhrFailure failure) implements Finding {}
}
