package io.mediflow.changemapping;

import io.mediflow.model.change.Change;
import io.mediflow.packages.RecordSpec;
import java.util.Optional;

/**
 * A change of one record and what is needed to do it.
 *
 * @param inline what came along; empty for a hint
 */
record Work(Change change, Practice practice, RecordSpec spec, Optional<Reading> inline, Round round) {

  Reading fetch() {
    return round.fetch(practice, spec, change);
  }
}
