package io.mediflow.model.ehr;

import java.time.Duration;

/** Counts calls to EHRs. */
public interface CallMeter {

  /** Business refusals are no errors. */
  enum Outcome {
    DONE,
    REFUSED,
    FAILED
  }

  /** @param operation type and verb, for example {@code patient.read}, {@code token}, {@code metadata}; no ids */
  void called(String connection, String operation, Outcome outcome, Duration took);
}
