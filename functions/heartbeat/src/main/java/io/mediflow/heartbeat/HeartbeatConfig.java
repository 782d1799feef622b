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
}
