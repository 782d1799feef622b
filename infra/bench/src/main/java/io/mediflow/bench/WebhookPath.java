package io.mediflow.bench;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import io.mediflow.embedded.EmbeddedAws;
import io.mediflow.model.change.Change;
import io.mediflow.model.change.ChangeQueue;
import io.mediflow.webhookintake.WebhookIntakeFunction;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A notification from the event to its answer, beside the reads and the durable put that it cannot do without. */
@ApplicationScoped
class WebhookPath {

  private static final int WARM_UP = 1_000;
  private static final int MEASURED = 2_000;

  private final WebhookIntakeFunction room;
  private final ChangeQueue changes;
  private final DynamoDbClient dynamo;

  WebhookPath(WebhookIntakeFunction room, ChangeQueue changes, DynamoDbClient dynamo) {
    this.room = room;
    this.changes = changes;
    this.dynamo = dynamo;
  }

  void measure(EmbeddedAws aws, String queue) {
    measure(aws, queue, "rest-hook with the resource", number -> taken(event(Practice.change(number).body())), 1);
    measure(aws, queue, "subscription bundle, ids of one event", number -> taken(event(bundle(number, 1))), 2);
    measure(aws, queue, "subscription bundle, ids of 20 events", number -> taken(event(bundle(number, 20))), 2);
  }

  /** @param reads that the room cannot do without: the connection, and of a subscription the count of its events */
  private void measure(EmbeddedAws aws, String queue, String what, IntConsumer one, int reads) {
    run(one, 0, WARM_UP);
    double[] ours = run(one, WARM_UP, MEASURED);
    IntConsumer least = number -> bare(number, reads);
    run(least, 0, WARM_UP);
    double[] bare = run(least, WARM_UP, MEASURED);
    System.out.printf("%s, %s: p50 %.1f ms, p99 %.1f ms; %d reads and one durable put alone: p50 %.1f ms, p99 %.1f ms; ratio %.2f, %.2f%n",
        queue, what, ours[0], ours[1], reads, bare[0], bare[1], ours[0] / bare[0], ours[1] / bare[1]);
    aws.queueUrls().values().forEach(url -> {
      try (var sqs = aws.sqs()) {
        sqs.purgeQueue(ask -> ask.queueUrl(url));
      }
    });
  }

  /** @return milliseconds: the median and the 99th of a hundred */
  private static double[] run(IntConsumer one, int first, int count) {
    double[] took = new double[count];
    for (int number = 0; number < count; number++) {
      long start = System.nanoTime();
      one.accept(first + number);
      took[number] = (System.nanoTime() - start) / 1e6;
    }
    Arrays.sort(took);
    return new double[] {took[count / 2], took[count * 99 / 100]};
  }

  private void bare(int number, int reads) {
    for (int read = 0; read < reads; read++) {
      dynamo.getItem(ask -> ask.tableName("ConnectionsTable").consistentRead(true).key(Map.of(
          "pk", AttributeValue.fromS("CONNECTION#" + Practice.ID), "sk", AttributeValue.fromS("CONNECTION"))));
    }
    changes.send(List.of(Practice.change(number)));
  }

  private void taken(APIGatewayV2HTTPEvent event) {
    int status = room.webhookIntake(event).getStatusCode();
    if (status != 204) {
      throw new IllegalStateException("a notification was answered " + status);
    }
  }

  private static APIGatewayV2HTTPEvent event(String body) {
    return APIGatewayV2HTTPEvent.builder().withRawPath("/hooks/" + Practice.ID + "/fhir")
        .withHeaders(Map.of("X-Hook-Secret", Practice.SECRET, "Content-Type", "application/fhir+json")).withBody(body)
        .withRequestContext(APIGatewayV2HTTPEvent.RequestContext.builder().withHttp(
            APIGatewayV2HTTPEvent.RequestContext.Http.builder().withMethod("POST").build()).build()).build();
  }

  /** Each continues the count of the one before. */
  private static String bundle(int number, int events) {
    StringBuilder told = new StringBuilder();
    for (int event = 1; event <= events; event++) {
      Change change = Practice.change(number * events + event);
      told.append(told.isEmpty() ? "" : ",").append("""
          {"eventNumber":"%d","focus":{"reference":"Patient/%s"}}""".formatted(number * events + event, change.sourceId()));
    }
    return """
        {"resourceType":"Bundle","type":"history","entry":[{"resource":{"resourceType":"SubscriptionStatus","type":"event-notification",
        "subscription":{"reference":"Subscription/%d"},"topic":"urn:bench","notificationEvent":[%s]}}]}""".formatted(events, told);
  }
}
