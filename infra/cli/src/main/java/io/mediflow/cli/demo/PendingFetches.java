package io.mediflow.cli.demo;

import io.mediflow.cli.run.RunFile;
import io.mediflow.model.change.PendingFetchStore;
import io.mediflow.state.AwsClients;
import io.mediflow.state.dynamo.DynamoPendingFetchStore;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The fetches that a running system will try again. */
final class PendingFetches implements AutoCloseable {

  private static final Duration ALL = Duration.ofDays(1);

  private final DynamoDbClient dynamo;
  private final PendingFetchStore store;

  PendingFetches(RunFile run) {
    this.dynamo = AwsClients.build(DynamoDbClient.builder(),
        Optional.of(URI.create(run.config().get("mediflow.aws.endpoint.dynamodb"))), Optional.empty());
    this.store = new DynamoPendingFetchStore(dynamo, run.config().get("mediflow.tables.flows"));
  }

  boolean waits(String recordId) {
    return store.due(Instant.now().plus(ALL), null, 100).items().stream().anyMatch(one -> one.recordId().equals(recordId));
  }

  @Override
  public void close() {
    dynamo.close();
  }
}
