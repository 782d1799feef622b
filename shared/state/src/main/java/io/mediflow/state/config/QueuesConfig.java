package io.mediflow.state.config;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;

/** URLs of the queues. */
@ConfigMapping(prefix = "mediflow.queues")
public interface QueuesConfig {

  Optional<String> changeMapping();

  Optional<String> scheduledPolling();

  Optional<String> writeBack();

  Optional<String> writeSweep();

  Optional<String> heartbeat();

  Optional<String> freshnessCheck();
}
