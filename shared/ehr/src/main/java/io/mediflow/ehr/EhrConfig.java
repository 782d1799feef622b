package io.mediflow.ehr;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Settings of the EHR adapter. */
@ConfigMapping(prefix = "mediflow.ehr")
public interface EhrConfig {

  /** Whether EHRs may have local addresses and plain HTTP: the local profile and tests only. */
  @WithDefault("false")
  boolean allowLocal();
}
