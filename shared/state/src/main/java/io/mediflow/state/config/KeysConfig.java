package io.mediflow.state.config;

import io.smallrye.config.ConfigMapping;
import java.util.List;
import java.util.Optional;

/** Where keys and secrets are on AWS; a key store file ({@code mediflow.keystore}) takes the place of all that. */
@ConfigMapping(prefix = "mediflow.keys")
public interface KeysConfig {

  /** Prefix of the KMS aliases, for example {@code alias/mediflow/}. */
  Optional<String> prefix();

  /** Names of all signing keys, for our JWKS. */
  Optional<List<String>> names();

  /** Prefix of the secrets' names, for example {@code mediflow/}. */
  Optional<String> secretsPrefix();
}
