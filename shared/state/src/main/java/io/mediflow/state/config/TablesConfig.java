package io.mediflow.state.config;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;

/** Names of the tables. */
@ConfigMapping(prefix = "mediflow.tables")
public interface TablesConfig {

  Optional<String> connections();

  Optional<String> records();

  Optional<String> flows();

  Optional<String> roster();

  Optional<String> ledger();

  Optional<String> outbound();

  Optional<String> audit();

  Optional<String> watch();

  Optional<String> access();

  Optional<String> terminology();
}
