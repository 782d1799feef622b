package io.mediflow.state.config;

import io.smallrye.config.ConfigMapping;
import java.net.URI;
import java.util.Optional;

/** Where AWS answers; nothing on AWS itself, other endpoints where embedded parts or a test stand in. */
@ConfigMapping(prefix = "mediflow.aws")
public interface AwsConfig {

  Optional<String> region();

  Endpoint endpoint();

  /** Endpoints by service. */
  interface Endpoint {

    /** Read by {@code quarkus.dynamodb.endpoint-override}. */
    Optional<URI> dynamodb();

    Optional<URI> sqs();

    Optional<URI> s3();

    Optional<URI> kms();

    Optional<URI> secretsmanager();

    Optional<URI> eventbridge();

    Optional<URI> sns();
  }
}
