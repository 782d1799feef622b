package io.mediflow.state.config;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;
import java.util.Optional;

/** Where bodies over 64 KB lie: a folder when one is given, else a bucket. */
@ConfigMapping(prefix = "mediflow.bodies")
public interface BodiesConfig {

  Optional<Path> folder();

  Optional<String> bucket();
}
