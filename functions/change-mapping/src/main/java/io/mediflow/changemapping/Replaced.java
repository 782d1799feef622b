package io.mediflow.changemapping;

import io.mediflow.model.record.RecordType;
import io.mediflow.model.record.StoredRecord;
import io.mediflow.model.record.StoredRecord.Ending;
import java.util.Optional;

/** What a record says itself of the one that goes on in its place: a chart was merged into it, an appointment moved there. */
final class Replaced {

  private static final String BY = "replacedBy";

  private Replaced() {}

  /** Ended as it says itself; as it is where it says nothing of that, or ended otherwise. */
  static StoredRecord ended(StoredRecord one) {
    return one.ending() != Ending.ACTIVE ? one
        : by(one).flatMap(to -> how(one).map(ending -> one.goingOn(ending, to))).orElse(one);
  }

  /** Without what {@link #ended} made of it, as interfaces' words are compared. */
  static StoredRecord undone(StoredRecord one) {
    boolean own = how(one).filter(one.ending()::equals).isPresent() && by(one).filter(one.successor()::equals).isPresent();
    return own ? one.goingOn(Ending.ACTIVE, "") : one;
  }

  /** Whether it says itself where it goes on: then it does also when the EHR shows it no more. */
  static boolean goesOn(StoredRecord one) {
    return how(one).isPresent() && by(one).isPresent();
  }

  /** Where ids are led, a chart may be said to be replaced by what has become itself: nothing ends so. */
  static Optional<String> by(StoredRecord one) {
    return one.fields().get(BY) instanceof String id && !id.equals(one.id()) ? Optional.of(id) : Optional.empty();
  }

  static boolean byItself(StoredRecord one) {
    return one.id().equals(one.fields().get(BY));
  }

  private static Optional<Ending> how(StoredRecord one) {
    return switch (one.type()) {
      case PATIENT -> Optional.of(Ending.MERGED);
      case APPOINTMENT -> Optional.of(Ending.MOVED).filter(moved -> "cancelled".equals(one.fields().get("status")));
      case SLOT, ENCOUNTER, COVERAGE, CONDITION, MEDICATION, ALLERGY, OBSERVATION, IMMUNIZATION, PROCEDURE, NOTE, CHARGE, CLAIM,
          PRACTITIONER, LOCATION -> Optional.empty();
    };
  }
}
