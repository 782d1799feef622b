package io.mediflow.writeback;

import io.mediflow.model.ehr.EhrFailure;
import io.mediflow.model.record.Problem;
import java.util.List;
import java.util.Map;

/** What preparing a claimed write came to; nothing has been sent. */
sealed interface Preparation {

  record Ready(Transmission transmission) implements Preparation {}

  /** The EHR holds already what is wanted. */
  record AlreadySo(Holding holding) implements Preparation {}

  /** Both sides changed these fields; the values are the EHR's. */
  record BothChanged(Map<String, Object> current) implements Preparation {}

  /** The request cannot be mapped to this EHR. */
  record Unmappable(List<Problem> problems) implements Preparation {}

  /** What the EHR holds cannot be mapped, so nothing can be merged with it. */
  record Unreadable() implements Preparation {}

  /** We do not know the record that is to change any more. */
  record RecordUnknown() implements Preparation {}

  /** The current resource could not be read. */
  record Failed(EhrFailure failure) implements Preparation {}
}
