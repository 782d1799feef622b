package io.mediflow.local;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mediflow.changemapping.Aside;
import io.mediflow.changemapping.ChangeMappingAct;
import io.mediflow.changemapping.ChangeMappingConfig;
import io.mediflow.changemapping.ChangeMappingFunction;
import io.mediflow.changemapping.Feed;
import io.mediflow.changemapping.Following;
import io.mediflow.changemapping.Joining;
import io.mediflow.changemapping.Lookup;
import io.mediflow.changemapping.Merging;
import io.mediflow.changemapping.Rekeying;
import io.mediflow.changemapping.Repairs;
import io.mediflow.changemapping.Resources;
import io.mediflow.changemapping.Telling;
import io.mediflow.mapping.Mapper;
import io.mediflow.model.change.Change;
import io.mediflow.model.connection.Connection;
import io.mediflow.model.connection.EhrInterface;
import io.mediflow.model.record.RecordIds;
import io.mediflow.model.record.RecordType;
import io.mediflow.model.record.StoredRecord;
import io.mediflow.model.watch.TimeScale;
import io.mediflow.packages.Packages;
import io.mediflow.testkit.ehr.MemoryEhr;
import io.mediflow.testkit.memory.MemoryBodies;
import io.mediflow.testkit.memory.MemoryConnectionStore;
import io.mediflow.testkit.memory.MemoryCrosswalk;
import io.mediflow.testkit.memory.MemoryEventNumbers;
import io.mediflow.testkit.memory.MemoryEvents;
import io.mediflow.testkit.memory.MemoryFlowStore;
import io.mediflow.testkit.memory.MemoryPendingFetchStore;
import io.mediflow.testkit.memory.MemoryQuarantineStore;
import io.mediflow.testkit.memory.MemoryOutboundMessages;
import io.mediflow.testkit.memory.MemoryQueues;
import io.mediflow.testkit.memory.MemoryReconciliationStore;
import io.mediflow.testkit.memory.MemoryRecordStore;
import io.mediflow.testkit.memory.MemoryRollups;
import io.mediflow.testkit.memory.MemoryRosterStore;
import io.mediflow.testkit.memory.MemorySecrets;
import io.mediflow.testkit.memory.MemoryStatusStore;
import io.mediflow.testkit.memory.MemorySubscriptionStore;
import io.mediflow.testkit.memory.MemoryTerminologyStore;
import io.mediflow.testkit.memory.TestClock;
import io.mediflow.watch.NotificationGaps;
import io.mediflow.watch.Watch;
import io.mediflow.watch.WatchConfig;
import io.mediflow.webhookintake.Outbox;
import io.mediflow.webhookintake.OwnSubscriptions;
import io.mediflow.webhookintake.WebhookIntakeAct;
import io.mediflow.webhookintake.WebhookIntakeConfig;
import io.mediflow.webhookintake.WebhookIntakeFunction;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Two rooms, door to door, for a practice whose EHR has a feed of HL7 v2 and nothing else; the queue between them is a list. */
final class FeedRooms {

  private record Intake(int mostBytes, int mostDepth, int mostEvents) implements WebhookIntakeConfig {}

  private record Mapping(int attempts, Duration fetchTime, Duration retry, Duration longestRetry)
      implements ChangeMappingConfig {}

  private record Silent(boolean emf, String namespace) implements WatchConfig {}

  static final String SECRET = "a secret";

  final TestClock clock;
  final MemoryRecordStore records;
  final MemoryQuarantineStore quarantine = new MemoryQuarantineStore();
  final MemoryEvents events = new MemoryEvents();
  final MemoryEhr ehr;
  final MemoryOutboundMessages outbound = new MemoryOutboundMessages();
  final MemoryStatusStore status = new MemoryStatusStore();
  private final MemoryQueues queues = new MemoryQueues();
  private final ObjectMapper json = new ObjectMapper();
  private final WebhookIntakeFunction intake;
  private final ChangeMappingFunction mapping;

  FeedRooms() {
    this(Instant.parse("2026-04-01T12:00:00Z"));
  }

  /** @param now where its clock stands, which moves with what is posted only */
  FeedRooms(Instant now) {
    clock = new TestClock(now);
    records = new MemoryRecordStore(clock);
    ehr = new MemoryEhr(clock);
    MemoryConnectionStore connections = new MemoryConnectionStore();
    connections.put(new Connection("yew", "Practice yew", "hl7v2", 1, ZoneId.of("America/New_York"),
        List.of(new EhrInterface("feed", URI.create("https://feed.invalid"), "", "", List.of(), "hook-yew")), false, 0));
    MemoryFlowStore flows = new MemoryFlowStore();
    Watch watch = new Watch(new MemoryRollups(), new Silent(false, "Test"), clock, TimeScale.REAL);
    Packages packages = Packages.bundled();
    intake = new WebhookIntakeFunction(new WebhookIntakeAct(
        connections, new MemorySecrets().with("hook-yew", SECRET), queues.changeQueue, flows, new MemoryEventNumbers(),
        new NotificationGaps(flows, watch), new OwnSubscriptions(new MemorySubscriptionStore(), flows), new Outbox(outbound, status, watch),
        packages, watch, new Intake(1_048_576, 64, 200), clock), watch);
    Mapping settings = new Mapping(8, Duration.ofSeconds(30), Duration.ofSeconds(15), Duration.ofMinutes(5));
    RecordIds ids = new RecordIds("an id key for tests, 32 bytes long".getBytes(StandardCharsets.UTF_8));
    MemoryTerminologyStore terminology = new MemoryTerminologyStore();
    Aside aside = new Aside(new MemoryPendingFetchStore(), quarantine, json, settings, TimeScale.REAL, clock);
    Telling telling = new Telling(records, events);
    MemoryCrosswalk crosswalk = new MemoryCrosswalk();
    Rekeying rekeying = new Rekeying(crosswalk, records, queues.changeQueue, aside, telling, settings);
    Joining joining = new Joining(crosswalk, records, ids, rekeying, telling, settings);
    Merging merging = new Merging(joining, rekeying, aside, settings);
    mapping = new ChangeMappingFunction(new ChangeMappingAct(
        records, connections, flows, new MemoryBodies(), telling, packages,
        new Resources(ehr, new Mapper(), ids, clock, terminology),
        new Feed(records, new Mapper(), ids, terminology, joining, merging,
            new Lookup(ehr, new Mapper(), ids, queues.changeQueue, aside, clock), rekeying, aside, settings),
        joining, merging, rekeying, aside,
        new Following(new MemoryRosterStore(), clock), new Repairs(new MemoryReconciliationStore(), watch), settings, clock), json, watch);
  }

  /** @return the status of the answer */
  int post(byte[] body) {
    clock.advance(Duration.ofSeconds(1));
    return answer("/hooks/yew/feed", Map.of("X-MediFlow-Secret", SECRET, "Content-Type", "application/hl7-v2"), body)
        .getStatusCode();
  }

  /** What the door answers to a POST. */
  APIGatewayV2HTTPResponse answer(String path, Map<String, String> headers, byte[] body) {
    return intake.webhookIntake(APIGatewayV2HTTPEvent.builder()
        .withRawPath(path).withHeaders(headers)
        .withIsBase64Encoded(true).withBody(Base64.getEncoder().encodeToString(body))
        .withRequestContext(APIGatewayV2HTTPEvent.RequestContext.builder()
            .withHttp(APIGatewayV2HTTPEvent.RequestContext.Http.builder().withMethod("POST").build()).build())
        .build());
  }

  int post(String body) {
    return post(body.getBytes(StandardCharsets.UTF_8));
  }

  /** Hands what is queued to the second room, as often as {@code times} says. */
  List<String> deliver(int times) {
    List<Change> queued = MemoryQueues.drain(queues.changes);
    List<SQSEvent.SQSMessage> messages = new ArrayList<>();
    for (int time = 0; time < times; time++) {
      for (Change one : queued) {
        SQSEvent.SQSMessage message = new SQSEvent.SQSMessage();
        message.setMessageId("m" + messages.size());
        message.setBody(written(one));
        messages.add(message);
      }
    }
    SQSEvent event = new SQSEvent();
    event.setRecords(messages);
    return mapping.changeMapping(event).getBatchItemFailures().stream().map(one -> one.getItemIdentifier()).toList();
  }

  private String written(Change one) {
    try {
      return json.writeValueAsString(one);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  List<StoredRecord> of(RecordType type) {
    return records.all().stream().filter(one -> one.type() == type).toList();
  }

  /** What an application would read. */
  Set<Map<String, Object>> fields() {
    return records.all().stream().map(StoredRecord::fields).collect(Collectors.toSet());
  }
}
