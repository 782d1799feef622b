package io.mediflow.state.config;

import io.smallrye.config.ConfigMapping;
import java.net.URI;
import java.util.Optional;

/** Who is told of changed records: a bus, else a subscriber's URL, else nobody (the change feed is always there). */
@ConfigMapping(prefix = "mediflow.events")
public interface EventsConfig {

  Optional<String> bus();

  Optional<URI> subscriber();
}
