package io.mediflow.embedded;

import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/** The tables and queues of {@code template.yaml} in this JVM: loopback only, in memory or on disk. */
public final class EmbeddedAws implements AutoCloseable {

  /**
   * Where it keeps its data and where it listens.
   *
   * @param folder    kept between starts; empty for memory
   * @param tablePort of DynamoDB, 0 for a free one
   * @param queuePort of SQS, 0 for a free one
   */
  public record Options(Optional<Path> folder, int tablePort, int queuePort) {

    public static final Options IN_MEMORY = new Options(Optional.empty(), 0, 0);

    public static Options onDisk(Path folder) {
      return new Options(Optional.of(folder), 0, 0);
    }
  }

  private final DataFolder folder;
  private final TableServer tables;
  private final QueueServer queues;
  private final List<String> tableNames;
  private final Map<String, String> queueUrls;

  private EmbeddedAws(DataFolder folder, TableServer tables, QueueServer queues, List<String> tableNames,
      Map<String, String> queueUrls) {
    this.folder = folder;
    this.tables = tables;
    this.queues = queues;
    this.tableNames = tableNames;
    this.queueUrls = queueUrls;
  }

  /** @throws EmbeddedFailure with a plain sentence: port taken, folder in use, damaged or not ours */
  public static EmbeddedAws start(TemplateReader template, Options options) {
    DataFolder folder = options.folder().map(DataFolder::open).orElse(null);
    TableServer tables = null;
    QueueServer queues = null;
    try {
      tables = TableServer.start(folder, options.tablePort());
      queues = QueueServer.start(folder, options.queuePort());
      List<String> names = createTables(template, tables, folder);
      try (SqsClient sqs = sqs(queues.endpoint())) {
        return new EmbeddedAws(folder, tables, queues, names, new TemplateQueues(template).createIn(sqs));
      }
    } catch (RuntimeException failed) {
      closeAll(queues, tables, folder);
      throw failed;
    }
  }

  public URI dynamoEndpoint() {
    return tables.endpoint();
  }

  public URI sqsEndpoint() {
    return queues.endpoint();
  }

  /** Names of the tables: the template's logical ids. */
  public List<String> tables() {
    return tableNames;
  }

  /** URLs of the queues by logical id, dead-letter queues among them. */
  public Map<String, String> queueUrls() {
    return queueUrls;
  }

  /** A client of these tables; the caller closes it. */
  public DynamoDbClient dynamo() {
    return dynamo(tables.endpoint());
  }

  /** A client of these queues; the caller closes it. */
  public SqsClient sqs() {
    return sqs(queues.endpoint());
  }

  /**
   * The configuration under which rooms find these parts: {@code ChangeMappingQueue} is {@code mediflow.queues.change-mapping},
   * {@code RecordsTable} is {@code mediflow.tables.records}; endpoints, region and invented credentials.
   */
  public Map<String, String> config() {
    Map<String, String> config = new LinkedHashMap<>();
    tableNames.forEach(name -> config.put("mediflow.tables." + kebab(name, "Table"), name));
    queueUrls.forEach((name, url) -> {
      if (!name.endsWith("DeadLetterQueue")) {
        config.put("mediflow.queues." + kebab(name, "Queue"), url);
      }
    });
    config.put("mediflow.aws.endpoint.dynamodb", dynamoEndpoint().toString());
    config.put("mediflow.aws.endpoint.sqs", sqsEndpoint().toString());
    config.put("quarkus.dynamodb.endpoint-override", dynamoEndpoint().toString());
    config.put("quarkus.dynamodb.aws.region", "us-east-1");
    config.put("quarkus.dynamodb.aws.credentials.type", "static");
    config.put("quarkus.dynamodb.aws.credentials.static-provider.access-key-id", "local");
    config.put("quarkus.dynamodb.aws.credentials.static-provider.secret-access-key", "local");
    return config;
  }

  @Override
  public void close() {
    closeAll(queues, tables, folder);
  }

  private static List<String> createTables(TemplateReader template, TableServer tables, DataFolder folder) {
    try (DynamoDbClient dynamo = dynamo(tables.endpoint())) {
      return new TemplateTables(template).createIn(dynamo);
    } catch (software.amazon.awssdk.core.exception.SdkException failed) {
      throw folder == null ? failed : folder.broken("tables", failed);
    }
  }

  private static void closeAll(AutoCloseable... parts) {
    RuntimeException first = null;
    for (AutoCloseable part : parts) {
      try {
        if (part != null) {
          part.close();
        }
      } catch (Exception failed) {
        first = first == null ? new EmbeddedFailure("The embedded parts did not stop.", failed) : first;
      }
    }
    if (first != null) {
      throw first;
    }
  }

  private static String kebab(String logicalId, String suffix) {
    String stem = logicalId.endsWith(suffix) ? logicalId.substring(0, logicalId.length() - suffix.length()) : logicalId;
    return stem.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
  }

  private static DynamoDbClient dynamo(URI endpoint) {
    return DynamoDbClient.builder()
        .endpointOverride(endpoint).region(Region.US_EAST_1).credentialsProvider(invented())
        .httpClientBuilder(UrlConnectionHttpClient.builder())
        .overrideConfiguration(override -> override.retryStrategy(RetryMode.STANDARD)).build();
  }

  private static SqsClient sqs(URI endpoint) {
    return SqsClient.builder()
        .endpointOverride(endpoint).region(Region.US_EAST_1).credentialsProvider(invented())
        .httpClientBuilder(UrlConnectionHttpClient.builder())
        .overrideConfiguration(override -> override.retryStrategy(RetryMode.STANDARD)).build();
  }

  private static StaticCredentialsProvider invented() {
    return StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local"));
  }
}
