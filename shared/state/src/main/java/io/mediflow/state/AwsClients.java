package io.mediflow.state;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;

/** Makes clients of AWS services that give up after 3 s, retries included. */
public final class AwsClients {

  private static final Duration PATIENCE = Duration.ofSeconds(3);
  private static final Duration ATTEMPT = Duration.ofSeconds(2);

  private AwsClients() {}

  /**
   * For example {@code build(DynamoDbClient.builder(), Optional.of(endpoint), Optional.empty())}.
   *
   * @param endpoint of what stands in for AWS; it gets invented credentials. Empty for AWS itself.
   * @param region   empty for the environment's
   */
  public static <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C build(
      B builder, Optional<URI> endpoint, Optional<String> region) {
    builder.httpClientBuilder(UrlConnectionHttpClient.builder());
    builder.overrideConfiguration(override -> override
        .retryStrategy(RetryMode.STANDARD).apiCallTimeout(PATIENCE).apiCallAttemptTimeout(ATTEMPT));
    region.map(Region::of).ifPresent(builder::region);
    endpoint.ifPresent(other -> {
      builder.endpointOverride(other);
      builder.credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")));
      if (region.isEmpty()) {
        builder.region(Region.US_EAST_1);
      }
    });
    return builder.build();
  }
}
