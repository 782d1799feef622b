package io.mediflow.heartbeat;

import io.mediflow.model.watch.Heartbeat;

/** What a heartbeat came to; either is kept. */
sealed interface HeartbeatDecision {

  Heartbeat next();

  record Well(Heartbeat next) implements HeartbeatDecision {}

  record Missed(Heartbeat next) implements HeartbeatDecision {}
}
