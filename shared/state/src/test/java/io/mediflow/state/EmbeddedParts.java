package io.mediflow.state;

import io.mediflow.embedded.EmbeddedAws;
import io.mediflow.embedded.TemplateReader;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/** DynamoDB Local and ElasticMQ in this JVM, started once. */
final class EmbeddedParts {

  private static Parts parts;

  private EmbeddedParts() {}

  static synchronized Parts get() {
    if (parts == null) {
      EmbeddedAws aws = EmbeddedAws.start(TemplateReader.ofThisProject(), EmbeddedAws.Options.IN_MEMORY);
      Runtime.getRuntime().addShutdownHook(new Thread(aws::close));
      parts = new Parts(
          AwsClients.build(DynamoDbClient.builder(), Optional.of(aws.dynamoEndpoint()), Optional.empty()),
          AwsClients.build(SqsClient.builder(), Optional.of(aws.sqsEndpoint()), Optional.empty()),
          aws.queueUrls());
    }
    return parts;
  }
}
