package io.mediflow.packages;

import io.mediflow.model.ehr.EhrFailure;
import java.util.Optional;
import java.util.Set;

/**
 * One entry of the error catalogue: what the EHR says, and what it means to people.
 *
 * @param kinds    failure kinds that it answers for; empty for any
 * @param status   HTTP status; empty for any
 * @param code     vendor's code or FHIR issue type in the OperationOutcome; empty for any
 * @param category FHIR issue type
 * @param sentence what happened, in plain words
 * @param owner    caller, practice, ehr-vendor, mediflow
 * @param nextStep what to do
 */
public record ErrorSpec(
    Set<EhrFailure.Kind> kinds,
    Optional<Integer> status,
    Optional<String> code,
    String category,
    String sentence,
    String owner,
    String nextStep) {

  public boolean answersFor(EhrFailure failure) {
    return (kinds.isEmpty() || kinds.contains(failure.kind()))
        && status.map(one -> one == failure.status()).orElse(true)
        && code.map(one -> failure.issues().stream().anyMatch(issue -> issue.code().equals(one) || issue.type().equals(one))).orElse(true);
  }
}
