package io.mediflow.changemapping;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How changes become records. */
@ConfigMapping(prefix = "mediflow.change-mapping")
public interface ChangeMappingConfig {

  /** How often one change is decided when other writers come first, before its message must come again. */
  @WithDefault("8")
  int attempts();

  /** After this no fetch is begun in a batch; with the longest call it must stay under the function's timeout. */
  @WithDefault("PT30S")
  Duration fetchTime();

  /** How long the first failed fetch waits; each further one twice as long. Scaled. */
  @WithDefault("PT15S")
  Duration retry();

  /** The longest that a failed fetch waits, and how long the changes of a paused connection do; scaled. */
  @WithDefault("PT5M")
  Duration longestRetry();
}
