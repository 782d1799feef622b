package io.mediflow.writeintake;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Limits of what a caller may send. */
@ConfigMapping(prefix = "mediflow.write-intake")
public interface WriteIntakeConfig {

  /** Largest request body, in bytes. */
  @WithDefault("262144")
  int maxBytes();
}
