package io.mediflow.dashboard;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Set;

/** What the dashboard withholds, and how long it believes a session. */
@ConfigMapping(prefix = "mediflow.dashboard")
public interface DashboardConfig {

  /** Codes of http://terminology.hl7.org/CodeSystem/v3-Confidentiality whose records are withheld. */
  @WithDefault("R,V")
  Set<String> withheldCodes();

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
