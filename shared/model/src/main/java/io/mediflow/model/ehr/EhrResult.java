package io.mediflow.model.ehr;

/** What a call to an EHR came to. */
public sealed interface EhrResult<T> {

  record Done<T>(T value) implements EhrResult<T> {}

  record Failed<T>(EhrFailure failure) implements EhrResult<T> {}
}
