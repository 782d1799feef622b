package io.mediflow.heartbeat;

import java.time.Instant;
import java.util.Optional;

/** What one heartbeat found out; a failure names the step and the kind. */
record Findings(
    Optional<String> failure, Optional<Instant> certificateEnds, Optional<Instant> keyEnds, Optional<String> capabilityHash) {

  static final Findings NONE = new Findings(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  static Findings failed(String step, String kind) {
    return NONE.failing(step, kind);
  }

  Findings failing(String step, String kind) {
    return new Findings(Optional.of(step + ": " + kind), certificateEnds, keyEnds, capabilityHash);
  }

  Findings certificate(Optional<Instant> ends) {
    return new Findings(failure, ends, keyEnds, capabilityHash);
  }

  Findings key(Optional<Instant> ends) {
    return new Findings(failure, certificateEnds, ends, capabilityHash);
  }

  Findings capabilities(String hash) {
    return new Findings(failure, certificateEnds, keyEnds, Optional.of(hash));
  }
}
