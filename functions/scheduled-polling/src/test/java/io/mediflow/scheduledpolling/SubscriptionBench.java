package io.mediflow.scheduledpolling;

import io.mediflow.model.change.Change;
import io.mediflow.model.change.Flow;
import io.mediflow.model.change.FlowId;
import io.mediflow.model.change.FlowStore;
import io.mediflow.model.change.Subscription;
import io.mediflow.model.change.SubscriptionStore;
import io.mediflow.model.connection.Connection;
import io.mediflow.model.connection.EhrInterface;
import io.mediflow.model.ehr.SubscriptionEhr;
import io.mediflow.model.record.RecordType;
import io.mediflow.model.watch.TimeScale;
import io.mediflow.packages.EhrPackage;
import io.mediflow.packages.FlowPlan;
import io.mediflow.packages.Packages;
import io.mediflow.testkit.ehr.MemorySubscriptions;
import io.mediflow.testkit.memory.MemoryEventNumbers;
import io.mediflow.testkit.memory.MemoryFlowStore;
import io.mediflow.testkit.memory.MemoryQueues;
import io.mediflow.testkit.memory.MemoryRollups;
import io.mediflow.testkit.memory.MemorySecrets;
import io.mediflow.testkit.memory.MemorySubscriptionStore;
import io.mediflow.testkit.memory.TestClock;
import io.mediflow.watch.NotificationGaps;
import io.mediflow.watch.Watch;
import io.mediflow.watch.WatchConfig;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Subscriptions with their ports in memory: the practice {@code elm}, whose EHR reaches us. */
final class SubscriptionBench {

  static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
  static final FlowId SLOTS = new FlowId("elm", "fhir", RecordType.SLOT, FlowId.Scope.TOLD);
  static final FlowId PATIENTS = new FlowId("elm", "fhir", RecordType.PATIENT, FlowId.Scope.TOLD);
  static final FlowId LISTED = new FlowId("elm", "fhir", RecordType.PATIENT, FlowId.Scope.WHOLE);
  private static final EhrPackage EHR = Packages.bundled().find("smart-r4", 1).orElseThrow();

  private record Silent(boolean emf, String namespace) implements WatchConfig {

    Silent() {
      this(false, "");
    }
  }

  final TestClock clock = new TestClock(NOON);
  final MemoryFlowStore flows = new MemoryFlowStore();
  final MemorySubscriptionStore store = new MemorySubscriptionStore();
  final MemorySubscriptions ehr = new MemorySubscriptions();
  final MemoryEventNumbers numbers = new MemoryEventNumbers();
  final MemoryQueues queues = new MemoryQueues();
  MemorySecrets secrets = new MemorySecrets().with("hook-elm", "first");

  private final SubscriptionEhr port;
  private final URI base;
  final Map<String, String> reached;

  SubscriptionBench() {
    this(Optional.empty(), URI.create("https://ehr.example/fhir"), "https://hooks.example");
  }

  /**
   * @param other   a real EHR instead of the one in memory
   * @param address where it reaches us
   */
  SubscriptionBench(Optional<SubscriptionEhr> other, URI base, String address) {
    this.port = other.orElse(ehr);
    this.base = base;
    this.reached = Map.of("notify-at", address);
    FlowPlan.flows(connection(reached), EHR, NOON).forEach(flows::put);
  }

  /** For those who look after none. */
  static Subscribing idle(FlowLease lease, FlowStore flows, ScheduledPollingConfig settings, Clock clock) {
    return subscribing(lease, flows, settings, clock, new MemorySubscriptionStore(), new MemorySubscriptions(), new MemoryEventNumbers(),
        new MemoryQueues(), new MemorySecrets());
  }

  private static Subscribing subscribing(
      FlowLease lease, FlowStore flows, ScheduledPollingConfig settings, Clock clock, SubscriptionStore store, SubscriptionEhr ehr,
      MemoryEventNumbers numbers, MemoryQueues queues, MemorySecrets secrets) {
    Watch watch = new Watch(new MemoryRollups(), new Silent(), clock, TimeScale.REAL);
    MissingEvents missing = new MissingEvents(numbers, ehr, queues.changeQueue, new NotificationGaps(flows, watch), clock);
    return new Subscribing(
        new SubscriptionSteps(store, ehr, missing, watch, settings, TimeScale.REAL, clock), secrets, lease, settings,
        TimeScale.REAL, clock);
  }

  /** Runs the window of a flow as scheduled-polling does, where it is due. */
  void look(FlowId id) {
    look(id, store, reached);
  }

  void look(FlowId id, SubscriptionStore kept, Map<String, String> settings) {
    ScheduledPollingConfig config = Sample.Settings.usual();
    FlowLease lease = new FlowLease(flows, config, clock);
    Connection connection = connection(settings);
    Flow flow = flow(id);
    if (ScheduledPolling.mayRun(flow, clock.instant())) {
      lease.take(flow, ScheduledPolling.begun(flow.checkpoint(), clock.instant())).ifPresent(own ->
          subscribing(lease, flows, config, clock, kept, port, numbers, queues, secrets)
              .run(own, Told.of(id, connection, connection.interfaceNamed("fhir").orElseThrow(), EHR), Duration.ofMinutes(5)));
    }
  }

  /** Some time later, when its flow is due. */
  void lookLater(FlowId id) {
    at(flow(id).due());
    look(id);
  }

  void at(Instant time) {
    clock.advance(Duration.between(clock.instant(), time));
  }

  /** Makes it, has the EHR accept it, and finds it working. */
  void subscribed(FlowId id) {
    look(id);
    ehr.status(known(id).id(), "active");
    lookLater(id);
    ehr.calls();
  }

  Flow flow(FlowId id) {
    return flows.find(id).orElseThrow();
  }

  Subscription known(FlowId id) {
    return store.of("elm", "fhir").stream().filter(one -> one.type() == id.type()).findFirst().orElseThrow();
  }

  List<String> told() {
    return MemoryQueues.drain(queues.changes).stream().map(SubscriptionBench::place).toList();
  }

  private static String place(Change one) {
    return one.resourceType() + "/" + one.sourceId();
  }

  private Connection connection(Map<String, String> settings) {
    return new Connection("elm", "Practice elm", "smart-r4", 1, ZoneOffset.UTC, List.of(new EhrInterface(
        "fhir", base, "client", "key-1", List.of(), "hook-elm", settings, Map.of())), false, 0);
  }
}
