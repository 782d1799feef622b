package io.mediflow.local;

import io.mediflow.embedded.EmbeddedAws;
import java.util.LinkedHashMap;
import java.util.Map;

/** The configuration under which rooms find what stands in for AWS. The command line gets the same to find it too. */
final class LocalConfig {

  private LocalConfig() {}

  static Map<String, String> of(Settings settings, EmbeddedAws aws) {
    Map<String, String> config = new LinkedHashMap<>(aws.config());
    config.put("mediflow.keystore", settings.data().resolve("keys/keystore.json").toString());
    config.put("mediflow.bodies.folder", settings.data().resolve("bodies").toString());
    config.put("mediflow.ehr.allow-local", "true");
    config.put("mediflow.watch.emf", "false");
    config.put("mediflow.dashboard.secure-cookie", "false"); // loopback has no TLS
    config.put("mediflow.dashboard.new-link", "Get a new link with: mediflow link");
    // No Lambda time-out to outlive here: longer than the work of one nudge, so that a killed system soon goes on.
    config.put("mediflow.write-back.lease", System.getenv().getOrDefault("MEDIFLOW_WRITE_BACK_LEASE", "PT70S"));
    aws.queueUrls().forEach((name, url) -> {
      if (name.endsWith("DeadLetterQueue")) {
        config.put("mediflow.dead-letters." + name.replaceAll("DeadLetterQueue$", ""), url);
      }
    });
    return config;
  }
}
