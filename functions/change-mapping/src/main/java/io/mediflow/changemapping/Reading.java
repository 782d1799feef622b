package io.mediflow.changemapping;

import io.mediflow.model.ehr.EhrFailure;
import io.mediflow.model.record.Problem;
import io.mediflow.model.record.StoredRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What looking at a change's resource, or fetching it, came to. */
sealed interface Reading {

  /** @param patients source ids of those whom it is about or names; they stand in no field */
  record Known(Candidate candidate, Set<String> patients) implements Reading {

    public Known {
      patients = Set.copyOf(patients);
    }
  }

  /** The EHR answers as if there were no such resource: said of a record that we hold, a reason for any other. */
  record Unseen(Candidate.Gone candidate, Problem reason) implements Reading {}

  /**
   * No record can be made of it.
   *
   * @param body the resource that was fetched; empty when none was
   */
  record Unfit(List<Problem> reasons, Optional<byte[]> body) implements Reading {

    public Unfit {
      reasons = List.copyOf(reasons);
    }
  }

  /** The EHR could not be asked. */
  record Away(EhrFailure failure) implements Reading {}

  /** What it says of a record, before ids are led; empty where it says nothing. */
  default Optional<StoredRecord> said() {
    return switch (this) {
      case Known(var candidate, var patients) -> Optional.of(candidate.record());
      case Unseen(var gone, var reason) -> Optional.of(gone.record());
      case Unfit unfit -> Optional.empty();
      case Away away -> Optional.empty();
    };
  }

  /** Why a fetch brought nothing fit, after why what came along was not. */
  static List<Problem> withInline(List<Problem> reasons, Optional<Reading> inline) {
    List<Problem> all = new ArrayList<>();
    inline.ifPresent(one -> {
      if (one instanceof Unfit(var earlier, var resource) && !earlier.equals(reasons)) {
        all.addAll(earlier);
      }
    });
    all.addAll(reasons);
    return all;
  }
}
