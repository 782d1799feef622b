package io.mediflow.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
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
import io.mediflow.model.change.Flow;
import io.mediflow.model.change.FlowId;
import io.mediflow.model.change.Reconciliation.Found;
import io.mediflow.model.change.Reconciliation.Repaired;
import io.mediflow.model.change.Reconciliation;
import io.mediflow.model.connection.Connection;
import io.mediflow.model.connection.EhrInterface;
import io.mediflow.model.record.RecordIds;
import io.mediflow.model.record.RecordType;
import io.mediflow.model.record.StoredRecord.Ending;
import io.mediflow.model.watch.TimeScale;
import io.mediflow.packages.NightlyPlan;
import io.mediflow.packages.Packages;
import io.mediflow.scheduledpolling.Comparing;
import io.mediflow.scheduledpolling.Due;
import io.mediflow.scheduledpolling.Exporting;
import io.mediflow.scheduledpolling.Feeding;
import io.mediflow.scheduledpolling.FlowLease;
import io.mediflow.scheduledpolling.Held;
import io.mediflow.scheduledpolling.MissingEvents;
import io.mediflow.scheduledpolling.ReconcileAct;
import io.mediflow.scheduledpolling.ReconcileConfig;
import io.mediflow.scheduledpolling.Relisting;
import io.mediflow.scheduledpolling.ScheduledPollingAct;
import io.mediflow.scheduledpolling.ScheduledPollingConfig;
import io.mediflow.scheduledpolling.ScheduledPollingFunction;
import io.mediflow.scheduledpolling.Subscribing;
import io.mediflow.scheduledpolling.SubscriptionSteps;
import io.mediflow.scheduledpolling.Windows;
import io.mediflow.testkit.ehr.MemoryBulk;
import io.mediflow.testkit.ehr.MemoryEhr;
import io.mediflow.testkit.ehr.MemoryFeed;
import io.mediflow.testkit.ehr.MemorySubscriptions;
import io.mediflow.testkit.memory.MemoryBodies;
import io.mediflow.testkit.memory.MemoryConnectionStore;
import io.mediflow.testkit.memory.MemoryCrosswalk;
import io.mediflow.testkit.memory.MemoryEventNumbers;
import io.mediflow.testkit.memory.MemoryEvents;
import io.mediflow.testkit.memory.MemoryFlowStore;
import io.mediflow.testkit.memory.MemoryListingStore;
import io.mediflow.testkit.memory.MemoryPendingFetchStore;
import io.mediflow.testkit.memory.MemoryQuarantineStore;
import io.mediflow.testkit.memory.MemoryQueues;
import io.mediflow.testkit.memory.MemoryReconciliationStore;
import io.mediflow.testkit.memory.MemoryRecordStore;
import io.mediflow.testkit.memory.MemoryRollups;
import io.mediflow.testkit.memory.MemoryRosterStore;
import io.mediflow.testkit.memory.MemorySecrets;
import io.mediflow.testkit.memory.MemorySubscriptionStore;
import io.mediflow.testkit.memory.MemoryTerminologyStore;
import io.mediflow.testkit.memory.TestClock;
import io.mediflow.watch.NotificationGaps;
import io.mediflow.watch.Watch;
import io.mediflow.watch.WatchConfig;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Two rooms, door to door, through a night after a day on which changes were lost; the queues between them are lists. */
class NightEndToEndTest {

  private record Silent(boolean emf, String namespace) implements WatchConfig {}

  private record Mapping(int attempts, Duration fetchTime, Duration retry, Duration longestRetry) implements ChangeMappingConfig {}

  private record Nightly(Duration longest, int attempts, int heldPageSize, int idsAtOnce) implements ReconcileConfig {}

  private record Polling(
      int duePageSize, int mostDuePages, int pagesPerRun, Duration runTime, int pagesPerChain, int listingsPerRun,
      int attemptsPerSubject, Duration lease, Duration early, Duration retry, Duration longestWait, Duration idle,
      Duration pendingClaim, Duration exportLook, Duration exportAnew, Duration longestExport, int exportLines,
      Duration switchOn)
      implements ScheduledPollingConfig {}

  private static final FlowId NIGHTLY = new FlowId("elm", "fhir", RecordType.PATIENT, FlowId.Scope.RECONCILE);

  private final TestClock clock = new TestClock(Instant.parse("2026-03-02T17:00:00Z"));
  private final MemoryEhr ehr = new MemoryEhr(clock);
  private final MemoryRecordStore records = new MemoryRecordStore(clock);
  private final MemoryEvents events = new MemoryEvents();
  private final MemoryFlowStore flows = new MemoryFlowStore();
  private final MemoryReconciliationStore reports = new MemoryReconciliationStore();
  private final MemoryConnectionStore connections = new MemoryConnectionStore();
  private final MemoryQueues queues = new MemoryQueues();
  private final RecordIds ids = new RecordIds("an id key for tests, 32 bytes long".getBytes(StandardCharsets.UTF_8));
  private final ObjectMapper json = new ObjectMapper();
  private final ScheduledPollingFunction polling;
  private final ChangeMappingFunction mapping;

  NightEndToEndTest() {
    Packages packages = Packages.bundled();
    connections.put(new Connection("elm", "Practice elm", "smart-r4", 1, ZoneId.of("America/New_York"),
        List.of(new EhrInterface("fhir", URI.create("https://ehr.example/fhir"), "us", "key", List.of(), "")), false, 0));
    Watch watch = new Watch(new MemoryRollups(), new Silent(false, "Test"), clock, TimeScale.REAL);
    MemoryPendingFetchStore pending = new MemoryPendingFetchStore();
    MemoryRosterStore roster = new MemoryRosterStore();
    MemoryListingStore listings = new MemoryListingStore();
    MemoryCrosswalk crosswalk = new MemoryCrosswalk();
    ScheduledPollingConfig settings = new Polling(100, 20, 2, Duration.ofSeconds(25), 500, 100, 3, Duration.ofSeconds(45),
        Duration.ofSeconds(15), Duration.ofSeconds(30), Duration.ofHours(1), Duration.ofMinutes(5), Duration.ofMinutes(5),
        Duration.ofSeconds(30), Duration.ofMinutes(10), Duration.ofHours(24), 100, Duration.ofMinutes(5));
    ReconcileConfig nightly = new Nightly(Duration.ofHours(6), 3, 100, 100);
    FlowLease lease = new FlowLease(flows, settings, clock);
    polling = new ScheduledPollingFunction(
        new Windows(
            new ScheduledPollingAct(flows, connections, packages, ehr, queues.changeQueue, queues.pollQueue, lease,
                new Relisting(lease, roster, listings, ehr, queues.changeQueue, queues.pollQueue, settings, TimeScale.REAL, clock),
                new Exporting(lease, flows, new MemoryBulk(), queues.changeQueue, queues.pollQueue, settings, TimeScale.REAL, clock),
                new Feeding(lease, new MemoryFeed(clock), queues.changeQueue, queues.pollQueue, settings, TimeScale.REAL, clock),
                subscribing(lease, settings, watch), settings, TimeScale.REAL, clock),
            new ReconcileAct(flows, connections, packages,
                new Comparing(ehr, new Held(records, crosswalk, ids), nightly, clock), reports, listings, queues.changeQueue,
                queues.pollQueue, lease, settings, nightly, TimeScale.REAL, clock)),
        new Due(flows, pending, queues.pollQueue, queues.changeQueue, settings, TimeScale.REAL, clock), json, watch);
    ChangeMappingConfig mappings = new Mapping(8, Duration.ofSeconds(30), Duration.ofSeconds(15), Duration.ofMinutes(5));
    MemoryTerminologyStore terminology = new MemoryTerminologyStore();
    Aside aside = new Aside(pending, new MemoryQuarantineStore(), json, mappings, TimeScale.REAL, clock);
    Telling telling = new Telling(records, events);
    Rekeying rekeying = new Rekeying(crosswalk, records, queues.changeQueue, aside, telling, mappings);
    Joining joining = new Joining(crosswalk, records, ids, rekeying, telling, mappings);
    Merging merging = new Merging(joining, rekeying, aside, mappings);
    Lookup lookup = new Lookup(ehr, new Mapper(), ids, queues.changeQueue, aside, clock);
    mapping = new ChangeMappingFunction(new ChangeMappingAct(
        records, connections, flows, new MemoryBodies(), telling, packages, new Resources(ehr, new Mapper(), ids, clock, terminology),
        new Feed(records, new Mapper(), ids, terminology, joining, merging, lookup, rekeying, aside, mappings), joining, merging, rekeying, aside,
        new Following(roster, clock), new Repairs(reports, watch), mappings, clock), json, watch);
  }

  /** Of subscriptions that nobody makes. */
  private Subscribing subscribing(FlowLease lease, ScheduledPollingConfig settings, Watch watch) {
    MemorySubscriptions none = new MemorySubscriptions();
    MissingEvents missing =
        new MissingEvents(new MemoryEventNumbers(), none, queues.changeQueue, new NotificationGaps(flows, watch), clock);
    return new Subscribing(
        new SubscriptionSteps(new MemorySubscriptionStore(), none, missing, watch, settings, TimeScale.REAL, clock),
        new MemorySecrets(), lease, settings, TimeScale.REAL, clock);
  }

  @Test
  void whatTheDayLostTheNightBringsBackOnceAndTheNextNightFindsNothing() {
    for (int n = 0; n < 250; n++) {
      ehr.put(patient("p" + n, "Before"), clock.instant().minusSeconds(9000 - n));
    }
    for (int n = 0; n < 250; n++) {
      if (n != 200) {
        deliver(new Change("c" + n, Change.Origin.POLL, "elm", "fhir", "Patient", "p" + n,
            ehr.find("Patient", "p" + n).orElseThrow().toString(), null, clock.millis(), 0)); // that of p200 is lost
      }
    }
    clock.advance(Duration.ofHours(1));
    ehr.put(patient("p3", "After"));
    ehr.delete("Patient", "p4");
    events.published.clear();
    NightlyPlan.flows(connections.find("elm").orElseThrow(), Packages.bundled().find("smart-r4", 1).orElseThrow(), clock.instant())
        .stream().filter(one -> one.id().equals(NIGHTLY)).forEach(flows::put);

    night();
    assertEquals(new Found(247, 1, 1, 0, 1), report().found());
    assertEquals(new Repaired(1, 1, 1, 0), report().repaired());
    assertEquals("After", family("p3"));
    assertEquals("Before", family("p200"));
    assertEquals(Ending.DELETED, records.find("elm", id("p4")).orElseThrow().ending());
    assertEquals(3, events.published.size());

    night();
    assertEquals(new Found(249, 0, 0, 0, 0), report().found());
    assertEquals(Repaired.NONE, report().repaired());
    assertEquals(3, events.published.size(), "nothing is told twice");
    assertEquals(Optional.empty(), report().gap());
  }

  /** Ticks from the time that the comparison is due until it has ended and all that it asked for is answered. */
  private void night() {
    Flow flow = flows.find(NIGHTLY).orElseThrow();
    clock.advance(Duration.between(clock.instant(), flow.due()));
    for (int tick = 0; tick < 20; tick++) {
      poll("{\"tick\":true}");
      MemoryQueues.drain(queues.windows).forEach(one ->
          poll("{\"connection\":\"" + one.connection() + "\",\"flow\":\"" + one.flow() + "\"}"));
      MemoryQueues.drain(queues.changes).forEach(this::deliver);
      clock.advance(Duration.ofMinutes(1));
    }
    assertTrue(report().ended().isPresent());
  }

  private void poll(String body) {
    assertEquals(List.of(), polling.scheduledPolling(event(body)).getBatchItemFailures());
  }

  private void deliver(Change change) {
    try {
      assertEquals(List.of(), mapping.changeMapping(event(json.writeValueAsString(change))).getBatchItemFailures());
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static SQSEvent event(String body) {
    SQSMessage message = new SQSMessage();
    message.setMessageId("m1");
    message.setBody(body);
    SQSEvent event = new SQSEvent();
    event.setRecords(List.of(message));
    return event;
  }

  private Reconciliation report() {
    return reports.find(NIGHTLY).orElseThrow();
  }

  private Object family(String patient) {
    return records.find("elm", id(patient)).orElseThrow().fields().get("familyName");
  }

  private String id(String patient) {
    return ids.recordId("elm", "fhir", RecordType.PATIENT, patient);
  }

  private static String patient(String id, String family) {
    return "{\"resourceType\":\"Patient\",\"id\":\"%s\",\"name\":[{\"use\":\"official\",\"family\":\"%s\"}]}".formatted(id, family);
  }
}
