package io.mediflow.dashboard;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long the dashboard believes a session, and how far back it counts. */
@ConfigMapping(prefix = "mediflow.dashboard")
public interface DashboardConfig {

  /** How long a session lasts. */
  @WithDefault("PT12H")
  Duration session();

  /** Whether the session cookie travels over TLS only; off only where the page is served on loopback without TLS. */
  @WithDefault("true")
  boolean secureCookie();

  /** How far back error rate and latency are counted; scaled. */
  @WithDefault("PT15M")
  Duration window();

  /** What a person without a session is told to do. */
  @WithDefault("Ask the person who looks after MediFlow for your practice for a new link.")
  String newLink();
}
