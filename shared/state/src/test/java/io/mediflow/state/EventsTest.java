package io.mediflow.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import io.mediflow.model.record.RecordChanged;
import io.mediflow.model.record.RecordType;
import io.mediflow.model.record.StoredRecord;
import io.mediflow.model.watch.Breach;
import io.mediflow.state.event.BridgeEvents;
import io.mediflow.state.event.SubscriberEvents;
import io.mediflow.state.event.TopicNotifier;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.Target;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

class EventsTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<RecordChanged> EVENTS = IntStream.range(0, 13)
      .mapToObj(i -> new RecordChanged("practice", RecordType.PATIENT, "id" + i, i, StoredRecord.Ending.ACTIVE)).toList();

  @Test
  @EnabledIf(value = LocalStackParts.AVAILABLE, disabledReason = LocalStackParts.REASON)
  void aBusTakesAllEventsByTen() throws IOException {
    EventBridgeClient bridge = LocalStackParts.client(EventBridgeClient.builder());
    SqsClient sqs = LocalStackParts.get().sqs();
    String queue = sqs.createQueue(request -> request.queueName("bus-listener")).queueUrl();
    bridge.createEventBus(request -> request.name("test-bus"));
    bridge.putRule(rule -> rule.name("all").eventBusName("test-bus").eventPattern("{\"source\":[\"mediflow\"]}"));
    bridge.putTargets(targets -> targets.rule("all").eventBusName("test-bus")
        .targets(Target.builder().id("queue").arn(arn(sqs, queue)).build()));
    new BridgeEvents(bridge, "test-bus").publish(EVENTS);
    Set<String> ids = new TreeSet<>();
    for (String body : drain(sqs, queue, EVENTS.size())) {
      JsonNode event = JSON.readTree(body);
      assertEquals("RecordChanged", event.path("detail-type").asText());
      assertEquals("patient", event.path("detail").path("type").asText());
      ids.add(event.path("detail").path("id").asText());
    }
    assertEquals(EVENTS.size(), ids.size());
  }

  @Test
  @EnabledIf(value = LocalStackParts.AVAILABLE, disabledReason = LocalStackParts.REASON)
  void aTopicTellsBeginningAndRecovery() throws IOException {
    SnsClient sns = LocalStackParts.client(SnsClient.builder());
    SqsClient sqs = LocalStackParts.get().sqs();
    String topic = sns.createTopic(request -> request.name("alerts")).topicArn();
    String queue = sqs.createQueue(request -> request.queueName("alerts-listener")).queueUrl();
    sns.subscribe(request -> request.topicArn(topic).protocol("sqs").endpoint(arn(sqs, queue)));
    Instant since = Instant.parse("2026-03-02T12:00:00Z");
    Breach begun = new Breach("practice", "freshness", "fhir/patient/whole", "It is 20 minutes old.", since, Optional.empty());
    TopicNotifier notifier = new TopicNotifier(sns, topic);
    notifier.tell(begun);
    notifier.tell(new Breach("practice", "freshness", "x".repeat(200), begun.sentence(), since, Optional.of(since.plusSeconds(9))));
    List<String> subjects = new ArrayList<>();
    for (String body : drain(sqs, queue, 2)) {
      subjects.add(JSON.readTree(body).path("Subject").asText());
      assertTrue(JSON.readTree(body).path("Message").asText().contains("20 minutes old"));
    }
    assertEquals(Set.of("MediFlow practice: freshness breach", "MediFlow practice: freshness recovered"), Set.copyOf(subjects));
  }

  @Test
  void aSubscriberGetsThemAndItsRefusalIsNotHidden() throws IOException {
    List<String> bodies = new ArrayList<>();
    int[] status = {200};
    HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", exchange -> {
      bodies.add(new String(exchange.getRequestBody().readAllBytes()));
      exchange.sendResponseHeaders(status[0], -1);
      exchange.close();
    });
    server.start();
    try {
      SubscriberEvents events =
          new SubscriberEvents(URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/events"));
      events.publish(List.of());
      events.publish(EVENTS);
      assertEquals(1, bodies.size());
      assertEquals(EVENTS.size(), JSON.readTree(bodies.getFirst()).size());
      assertEquals(JSON.readTree("{\"connection\":\"practice\",\"type\":\"patient\",\"id\":\"id3\",\"version\":3,\"ending\":\"active\"}"),
          JSON.readTree(bodies.getFirst()).get(3));
      status[0] = 503;
      assertThrows(IllegalStateException.class, () -> events.publish(EVENTS));
    } finally {
      server.stop(0);
    }
  }

  private static String arn(SqsClient sqs, String queue) {
    return sqs.getQueueAttributes(request -> request.queueUrl(queue).attributeNames(QueueAttributeName.QUEUE_ARN))
        .attributes().get(QueueAttributeName.QUEUE_ARN);
  }

  private static List<String> drain(SqsClient sqs, String queue, int count) {
    List<String> bodies = new ArrayList<>();
    for (int turn = 0; turn < 30 && bodies.size() < count; turn++) {
      for (Message one : sqs.receiveMessage(request -> request.queueUrl(queue).maxNumberOfMessages(10).waitTimeSeconds(1))
          .messages()) {
        bodies.add(one.body());
        sqs.deleteMessage(request -> request.queueUrl(queue).receiptHandle(one.receiptHandle()));
      }
    }
    return bodies;
  }
}
