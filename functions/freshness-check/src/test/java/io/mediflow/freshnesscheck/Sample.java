package io.mediflow.freshnesscheck;

import io.mediflow.model.change.Checkpoint;
import io.mediflow.model.change.Flow;
import io.mediflow.model.change.FlowId;
import io.mediflow.model.connection.Connection;
import io.mediflow.model.connection.EhrInterface;
import io.mediflow.model.record.QuarantineStore;
import io.mediflow.model.record.RecordType;
import io.mediflow.model.watch.Breach;
import io.mediflow.model.watch.FreshnessQueue;
import io.mediflow.model.watch.Heartbeat;
import io.mediflow.model.watch.Notifier;
import io.mediflow.model.watch.Rollup;
import io.mediflow.model.watch.SignOfLife;
import io.mediflow.model.write.LedgerCounts;
import io.mediflow.model.write.WriteState;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A made-up practice, well by default; {@code with…} makes one thing different. */
record Sample(
    List<Flow> flows, Map<RecordType, Instant> pending, Optional<Instant> marker,
    List<Heartbeat> heartbeats, List<SignOfLife> signs, List<Rollup> rollups, QuarantineStore.Tally quarantine, Map<WriteState, Long> writes,
    List<Breach> open) {

  static final Instant NOW = Instant.parse("2026-03-02T12:00:00Z");

  private static final Map<FlowId, Duration> INTERVALS = Map.of(
      new FlowId("elm", "fhir", RecordType.PATIENT, FlowId.Scope.WHOLE), Duration.ofMinutes(5),
      new FlowId("elm", "fhir", RecordType.PATIENT, FlowId.Scope.REST), Duration.ofHours(24),
      new FlowId("elm", "feed", RecordType.PATIENT, FlowId.Scope.PUSHED), Duration.ofHours(48),
      new FlowId("elm", "fhir", RecordType.SLOT, FlowId.Scope.WHOLE), Duration.ofMinutes(20));

  static final Sample WELL = new Sample(
      List.of(flow(Optional.of(ago(2)), Optional.empty())), Map.of(), Optional.of(ago(1)),
      List.of(beat(0, null, null, null)), List.of(), List.of(calls("patient.read", 200, 1, 10_000)),
      new QuarantineStore.Tally(0, Optional.empty()), Map.of(WriteState.CONFIRMED, 5L), List.of());

  Situation situation() {
    long received = writes.values().stream().mapToLong(Long::longValue).sum();
    return new Situation("elm", NOW, flows, INTERVALS, pending, marker, heartbeats, signs, rollups, quarantine,
        new LedgerCounts(received, writes), open);
  }

  Sample with(Flow flow) {
    return new Sample(List.of(flow), pending, marker, heartbeats, signs, rollups, quarantine, writes, open);
  }

  Sample withPending(Instant oldest) {
    return new Sample(flows, Map.of(RecordType.PATIENT, oldest), marker, heartbeats, signs, rollups, quarantine, writes, open);
  }

  Sample withMarker(Instant at) {
    return new Sample(flows, pending, Optional.of(at), heartbeats, signs, rollups, quarantine, writes, open);
  }

  Sample withoutMarker() {
    return new Sample(flows, pending, Optional.empty(), heartbeats, signs, rollups, quarantine, writes, open);
  }

  Sample with(Heartbeat beat) {
    return new Sample(flows, pending, marker, List.of(beat), signs, rollups, quarantine, writes, open);
  }

  Sample with(Rollup... calls) {
    return new Sample(flows, pending, marker, heartbeats, signs, List.of(calls), quarantine, writes, open);
  }

  Sample withQuarantine(int count, Instant oldest) {
    return new Sample(flows, pending, marker, heartbeats, signs, rollups,
        new QuarantineStore.Tally(count, Optional.of(oldest)), writes, open);
  }

  Sample with(WriteState state, long count) {
    return new Sample(flows, pending, marker, heartbeats, signs, rollups, quarantine, Map.of(state, count), open);
  }

  Sample withOpen(Breach... before) {
    return new Sample(flows, pending, marker, heartbeats, signs, rollups, quarantine, writes, List.of(before));
  }

  Sample with(SignOfLife sign) {
    return new Sample(flows, pending, marker, heartbeats, List.of(sign), rollups, quarantine, writes, open);
  }

  static Instant ago(long minutes) {
    return NOW.minus(Duration.ofMinutes(minutes));
  }

  static Flow flow(Optional<Instant> window, Optional<Instant> notified) {
    return new Flow(new FlowId("elm", "fhir", RecordType.PATIENT, FlowId.Scope.WHOLE), Checkpoint.START,
        NOW.plusSeconds(60), Optional.empty(), window, notified, Optional.empty(), 0);
  }

  /** A flow that the EHR tells by itself: when its subscriptions were last said to work, and when it was last heard. */
  static Flow told(Optional<Instant> works, Optional<Instant> heard) {
    return new Flow(new FlowId("elm", "fhir", RecordType.PATIENT, FlowId.Scope.TOLD), Checkpoint.START, NOW.plusSeconds(60),
        Optional.empty(), works, heard, Optional.empty(), 1);
  }

  /** A flow that is only pushed, made so many hours ago, and when it was last heard. */
  static Flow pushed(long hours, Optional<Instant> heard) {
    return new Flow(new FlowId("elm", "feed", RecordType.PATIENT, FlowId.Scope.PUSHED),
        new Checkpoint(Optional.empty(), Optional.of(ago(60 * hours)), Optional.empty(), Optional.empty(), 0, 0),
        Instant.parse("9999-12-31T00:00:00Z"), Optional.empty(), Optional.empty(), heard, Optional.empty(), 1);
  }

  /** A flow whose last window began so many minutes ago. */
  static Flow seldom(RecordType type, FlowId.Scope scope, long minutes) {
    return new Flow(new FlowId("elm", "fhir", type, scope), Checkpoint.START, NOW.plusSeconds(60), Optional.empty(),
        Optional.of(ago(minutes)), Optional.empty(), Optional.empty(), 1);
  }

  /** A flow whose first sync began so many minutes ago and that somebody goes on with. */
  static Flow started(long minutes) {
    return new Flow(new FlowId("elm", "fhir", RecordType.PATIENT, FlowId.Scope.WHOLE),
        new Checkpoint(Optional.empty(), Optional.of(ago(minutes)), Optional.empty(), Optional.empty(), 0, 0),
        NOW.plusSeconds(45), Optional.of("worker"), Optional.empty(), Optional.empty(), Optional.empty(), 1);
  }

  /** A flow whose first sync has just failed. */
  static Flow failed(String failure) {
    return new Flow(new FlowId("elm", "fhir", RecordType.PATIENT, FlowId.Scope.WHOLE),
        new Checkpoint(Optional.empty(), Optional.of(ago(2)), Optional.empty(), Optional.empty(), 0, 0),
        NOW.plusSeconds(45), Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(failure), 1);
  }

  static Heartbeat beat(int misses, String failure, Instant certificateEnds, Instant keyEnds) {
    return new Heartbeat("elm", "fhir", ago(3), misses, Optional.ofNullable(failure), Optional.of(ago(13)),
        Optional.ofNullable(certificateEnds), Optional.ofNullable(keyEnds), "abc");
  }

  /** An agent, heard so many minutes ago, whose oldest message has waited for so many minutes. */
  static SignOfLife sign(long heard, long oldest, long refused) {
    return new SignOfLife("elm", "feed", ago(heard), oldest == 0 ? 0 : 1, Duration.ofMinutes(oldest), refused, Optional.empty());
  }

  static Rollup calls(String operation, long calls, long failures, long totalMillis) {
    return new Rollup("elm", operation, ago(5), calls, failures, 0, totalMillis);
  }

  static Connection connection(String id, boolean paused) {
    return new Connection(id, "Practice " + id, "invented", 1, ZoneId.of("America/New_York"), List.of(
        new EhrInterface("fhir", URI.create("https://ehr.example/fhir"), "client", "key-1", List.of(), "")), paused, 0);
  }

  /** The room's queue as a list of words. */
  static final class Queue implements FreshnessQueue {

    final List<String> sent = new ArrayList<>();

    @Override
    public void units(List<String> connections) {
      sent.addAll(connections);
    }

    @Override
    public void next(String cursor, int page) {
      sent.add(cursor + "@" + page);
    }
  }

  /** Who is told, and what. */
  static final class Told implements Notifier {

    final List<Breach> heard = new ArrayList<>();

    @Override
    public void tell(Breach transition) {
      heard.add(transition);
    }
  }
}
