package io.mediflow.scheduledpolling;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How nightly comparisons run, beside what holds for every window. */
@ConfigMapping(prefix = "mediflow.reconcile")
public interface ReconcileConfig {

  /** After this a comparison ends with what it has. */
  @WithDefault("PT6H")
  Duration longest();

  /** How often an EHR may fail to make one page. */
  @WithDefault("3")
  int attempts();

  /** Records that we hold, per page that is read of them. */
  @WithDefault("100")
  int heldPageSize();

  /**
   * Records that we hold, that are looked for in the listing together: for so many its names are read once, and what is lacking of them
   * is asked for before the run ends.
   */
  @WithDefault("2000")
  int idsAtOnce();
}
