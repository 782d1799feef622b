package io.mediflow.writeintake;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Limits of what a caller may send. */
@ConfigMapping(prefix = "mediflow.write-intake")
public interface WriteIntakeConfig {

  /** Largest request body, in bytes; what is written now is far smaller, and so the ledger keeps it inline. */
  @WithDefault("49152")
  int maxBytes();
}
