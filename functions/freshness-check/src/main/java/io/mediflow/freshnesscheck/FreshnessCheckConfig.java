package io.mediflow.freshnesscheck;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How the round of checks goes. */
@ConfigMapping(prefix = "mediflow.freshness-check")
public interface FreshnessCheckConfig {

  /** Connections per page of a round. */
  @WithDefault("50")
  int pageSize();

  /** The bound of one round's chain of messages. */
  @WithDefault("2000")
  int mostPages();
}
