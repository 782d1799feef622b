package io.mediflow.changemapping;

import io.mediflow.model.change.Change;
import io.mediflow.model.record.RecordType;
import io.mediflow.packages.RecordSpec;
import java.util.Optional;

/**
 * A change of one record and what is needed to do it.
 *
 * @param inline what came along; empty for a hint
 */
record Work(Change change, Practice practice, RecordSpec spec, Optional<Reading> inline, Round round) {

  /** Whether it may have been set aside to wait for others, by a worker that died then: such a change comes again as it came. */
  boolean mayWait() {
    return practice.waits() || practice.shared() && spec.type() == RecordType.PATIENT;
  }

  Reading fetch() {
    return round.fetch(practice, spec, change);
  }
}
