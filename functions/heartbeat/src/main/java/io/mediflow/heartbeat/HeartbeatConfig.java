package io.mediflow.heartbeat;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How the round of heartbeats goes. */
@ConfigMapping(prefix = "mediflow.heartbeat")
public interface HeartbeatConfig {

  /** Connections per page of a round. */
  @WithDefault("50")
  int pageSize();

  /** The bound of one round's chain of messages. */
  @WithDefault("2000")
  int mostPages();

  /** A heartbeat that comes sooner after the last one is a redelivery; scaled. */
  @WithDefault("PT2M")
  Duration gap();

  /**
   * After this no call is begun; with the longest step it must stay under the function's timeout, so that a slow EHR is
   * a miss and not a killed function. Not scaled.
   */
  @WithDefault("PT80S")
  Duration runTime();
}
