package io.mediflow.model.watch;

/** freshness-check's own queue. */
public interface FreshnessQueue extends RoundQueue {}
