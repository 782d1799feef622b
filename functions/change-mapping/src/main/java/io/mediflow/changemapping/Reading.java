package io.mediflow.changemapping;

import io.mediflow.model.ehr.EhrFailure;
import io.mediflow.model.record.Problem;
import java.util.List;
import java.util.Optional;

/** What looking at a change's resource, or fetching it, came to. */
sealed interface Reading {

  record Known(Candidate candidate) implements Reading {}

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
}
