package io.mediflow.webhookintake;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What a notification may be. */
@ConfigMapping(prefix = "mediflow.webhook-intake")
public interface WebhookIntakeConfig {

  /** Largest body in bytes; 413 above. */
  @WithDefault("1048576")
  int mostBytes();

  /** Deepest nesting of a body; 400 above. */
  @WithDefault("64")
  int mostDepth();

  /** Most events, and most entries, of one bundle; 413 above, so that none is taken by half. */
  @WithDefault("200")
  int mostEvents();
}
