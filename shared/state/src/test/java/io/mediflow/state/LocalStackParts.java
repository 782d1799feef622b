package io.mediflow.state;

import io.mediflow.embedded.TemplateQueues;
import io.mediflow.embedded.TemplateReader;
import io.mediflow.embedded.TemplateTables;
import java.net.URI;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.localstack.LocalStackContainer;
import org.testcontainers.utility.DockerImageName;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/** LocalStack in a container, started once, where a Docker engine runs. */
final class LocalStackParts {

  /** For {@code @EnabledIf}. */
  static final String AVAILABLE = "io.mediflow.state.LocalStackParts#available";

  static final String REASON = "no Docker engine runs here, so LocalStack cannot";

  private static final DockerImageName IMAGE = DockerImageName.parse("localstack/localstack:4.4.0");

  private static LocalStackContainer container;
  private static Parts parts;

  private LocalStackParts() {}

  static boolean available() {
    return DockerClientFactory.instance().isDockerAvailable();
  }

  static synchronized Parts get() {
    if (parts == null) {
      TemplateReader template = TemplateReader.ofThisProject();
      DynamoDbClient dynamo = client(DynamoDbClient.builder());
      new TemplateTables(template).createIn(dynamo);
      SqsClient sqs = client(SqsClient.builder());
      parts = new Parts(dynamo, sqs, new TemplateQueues(template).createIn(sqs));
    }
    return parts;
  }

  /** More patient than {@link AwsClients}: LocalStack loads a service at its first call. */
  static <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C client(B builder) {
    return builder.httpClientBuilder(UrlConnectionHttpClient.builder()).endpointOverride(endpoint()).region(Region.US_EAST_1)
        .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test"))).build();
  }

  static synchronized URI endpoint() {
    if (container == null) {
      container = new LocalStackContainer(IMAGE);
      container.start();
      Runtime.getRuntime().addShutdownHook(new Thread(container::stop));
    }
    return container.getEndpoint();
  }
}
