package io.mediflow.writesweep;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Bounds of one sweep. */
@ConfigMapping(prefix = "mediflow.write-sweep")
public interface WriteSweepConfig {

  /** Writes per page. */
  @WithDefault("100")
  int pageSize();

  /** Pages per invocation. */
  @WithDefault("50")
  int pages();
}
