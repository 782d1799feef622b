package io.mediflow.model.watch;

/** heartbeat's own queue. */
public interface HeartbeatQueue extends RoundQueue {}
