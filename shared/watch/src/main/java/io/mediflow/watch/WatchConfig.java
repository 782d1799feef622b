package io.mediflow.watch;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How meters leave the process. */
@ConfigMapping(prefix = "mediflow.watch")
public interface WatchConfig {

  /** Whether to print CloudWatch EMF lines; off where no CloudWatch reads them. */
  @WithDefault("true")
  boolean emf();

  /** The CloudWatch namespace of the metrics. */
  @WithDefault("MediFlow")
  String namespace();
}
