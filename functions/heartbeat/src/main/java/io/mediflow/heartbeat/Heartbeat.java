package io.mediflow.heartbeat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Decides what a heartbeat's findings make of the heartbeat before. */
final class Heartbeat {

  private Heartbeat() {}

  /** A tick that is delivered twice must not count a miss twice. */
  static boolean due(Optional<io.mediflow.model.watch.Heartbeat> before, Instant now, Duration gap) {
    return before.filter(one -> one.at().plus(gap).isAfter(now)).isEmpty();
  }

  /** What was not learned this time stays as it was known. */
  static HeartbeatDecision decide(
      String connection,
      String interfaceName,
      Optional<io.mediflow.model.watch.Heartbeat> before,
      Findings found,
      Instant now) {
    boolean well = found.failure().isEmpty();
    var next = new io.mediflow.model.watch.Heartbeat(
        connection,
        interfaceName,
        now,
        well ? 0 : before.map(io.mediflow.model.watch.Heartbeat::misses).orElse(0) + 1,
        found.failure(),
        well ? Optional.of(now) : before.flatMap(io.mediflow.model.watch.Heartbeat::lastWell),
        found.certificateEnds().or(() -> well ? Optional.empty()
            : before.flatMap(io.mediflow.model.watch.Heartbeat::certificateEnds)),
        found.keyEnds().or(() -> well ? Optional.empty() : before.flatMap(io.mediflow.model.watch.Heartbeat::keyEnds)),
        found.capabilityHash().or(() -> before.map(io.mediflow.model.watch.Heartbeat::capabilityHash)).orElse(""));
    return well ? new HeartbeatDecision.Well(next) : new HeartbeatDecision.Missed(next);
  }
}
