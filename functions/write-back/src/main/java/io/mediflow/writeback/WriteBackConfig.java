package io.mediflow.writeback;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Times and bounds of write-back. Those marked <em>scaled</em> pass through the time scale; the others outlive real time-outs. */
@ConfigMapping(prefix = "mediflow.write-back")
public interface WriteBackConfig {

  /** How long an order key is held: longer than the function may run, and than {@code sendWindow} and one call's time-out together. */
  @WithDefault("PT150S")
  Duration lease();

  /** How long after SENT is recorded the bytes may still leave. */
  @WithDefault("PT10S")
  Duration sendWindow();

  /** No write is begun when the invocation is older than this. */
  @WithDefault("PT30S")
  Duration workFor();

  /** Writes of one order key that one nudge may settle. */
  @WithDefault("25")
  int writes();

  /** First wait when the EHR is away; it doubles with each claim. Scaled. */
  @WithDefault("PT5S")
  Duration firstRetry();

  /** Longest wait when the EHR is away. Scaled. */
  @WithDefault("PT2M")
  Duration longestRetry();

  /** How long a write of a paused connection is left alone. Scaled. */
  @WithDefault("PT1M")
  Duration pausedFor();

  /** How long after its receipt a write may still be sent again once its absence is proved; then a person decides. Scaled. */
  @WithDefault("PT24H")
  Duration resendFor();
}
