package io.mediflow.state;

import io.mediflow.model.store.Bodies;
import io.mediflow.testkit.memory.MemoryBodies;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Tables (named by their logical ids) and queues for tests; one set in a JVM. */
record Parts(DynamoDbClient dynamo, SqsClient sqs, Map<String, String> queueUrls) {

  /** Bodies that every store of this JVM shares, so that one store finds what another has put. */
  static final Bodies BODIES = new MemoryBodies();
}
