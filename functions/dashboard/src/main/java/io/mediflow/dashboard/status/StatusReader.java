package io.mediflow.dashboard.status;

import io.mediflow.model.change.Flow;
import io.mediflow.model.change.FlowId;
import io.mediflow.model.change.FlowStore;
import io.mediflow.model.change.PendingFetchStore;
import io.mediflow.model.change.Reconciliation;
import io.mediflow.model.change.ReconciliationStore;
import io.mediflow.model.connection.Connection;
import io.mediflow.model.connection.ConnectionStore;
import io.mediflow.model.record.QuarantineStore;
import io.mediflow.model.record.RecordType;
import io.mediflow.model.watch.Rollup;
import io.mediflow.model.watch.Rollups;
import io.mediflow.model.watch.SignOfLife;
import io.mediflow.model.watch.StatusStore;
import io.mediflow.model.write.WriteLedger;
import io.mediflow.model.write.WriteState;
import io.mediflow.packages.NightlyPlan;
import io.mediflow.packages.Packages;
import io.mediflow.watch.Freshness;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Gathers the status of a connection from the stores. */
@ApplicationScoped
public class StatusReader {

  /** An outage begins and ends a breach of each flow's freshness, and all of one outage must show. */
  private static final int TRANSITIONS = 50;
  private static final int WRITES = 10;
  private static final Set<WriteState> FAILED =
      EnumSet.of(WriteState.REJECTED, WriteState.CONFLICT, WriteState.EXPIRED, WriteState.NEEDS_HUMAN);
  private static final Set<WriteState> WAITING = Arrays.stream(WriteState.values())
      .filter(one -> one.inFlight() || one == WriteState.ACCEPTED || one == WriteState.PENDING_REVIEW)
      .collect(Collectors.toCollection(() -> EnumSet.noneOf(WriteState.class)));

  private final ConnectionStore connections;
  private final FlowStore flows;
  private final ReconciliationStore reconciliations;
  private final PendingFetchStore pending;
  private final StatusStore status;
  private final Rollups rollups;
  private final QuarantineStore quarantine;
  private final WriteLedger ledger;
  private final Packages packages;
  private final Clock clock;

  public StatusReader(
      ConnectionStore connections, FlowStore flows, ReconciliationStore reconciliations, PendingFetchStore pending,
      StatusStore status, Rollups rollups, QuarantineStore quarantine, WriteLedger ledger, Packages packages, Clock clock) {
    this.connections = connections;
    this.flows = flows;
    this.reconciliations = reconciliations;
    this.pending = pending;
    this.status = status;
    this.rollups = rollups;
    this.quarantine = quarantine;
    this.ledger = ledger;
    this.packages = packages;
    this.clock = clock;
  }

  /** @param window how far back calls are counted */
  public Optional<Status> read(String connection, Duration window) {
    return connections.find(connection).map(one -> read(one, window));
  }

  private Status read(Connection connection, Duration window) {
    Instant now = clock.instant();
    String id = connection.id();
    List<Rollup> calls = rollups.read(id, now.minus(window), now.plusSeconds(1));
    Map<String, SignOfLife> signs = connection.interfaces().stream().map(one -> status.signOfLife(id, one.name())).flatMap(Optional::stream)
        .collect(Collectors.toMap(SignOfLife::interfaceName, one -> one));
    return new Status(
        connection,
        now,
        flowStatuses(connection, signs, calls, now),
        connection.interfaces().stream().map(one -> status.heartbeat(id, one.name())).flatMap(Optional::stream).toList(),
        List.copyOf(signs.values()),
        status.open(id),
        status.recent(id, TRANSITIONS),
        calls,
        window,
        ledger.counts(id),
        ledger.list(id, WAITING, null, WRITES).items(),
        ledger.list(id, FAILED, null, WRITES).items(),
        quarantine.tally(id, Status.MOST_ASIDE),
        nightly(connection));
  }

  private List<Status.FlowStatus> flowStatuses(
      Connection connection, Map<String, SignOfLife> signs, List<Rollup> calls, Instant now) {
    List<Flow> own = flows.of(connection.id());
    Map<RecordType, Instant> oldest = pending.oldest(connection.id(), Flow.types(own));
    Optional<Instant> marker = Freshness.marker(flows.lastMarker(), own, calls, now);
    return own.stream()
        .map(one -> new Status.FlowStatus(one, Freshness.of(one,
            Optional.ofNullable(signs.get(one.id().interfaceName())).map(SignOfLife::deliveredUpTo),
            Optional.ofNullable(oldest.get(one.id().type())), marker, now)))
        .toList();
  }

  private List<Status.Nightly> nightly(Connection connection) {
    Map<FlowId, Reconciliation> last = reconciliations.of(connection.id()).stream()
        .collect(Collectors.toMap(Reconciliation::flow, one -> one));
    return packages.of(connection).map(ehr -> NightlyPlan.lines(connection, ehr)).orElse(List.of()).stream()
        .map(one -> new Status.Nightly(one, Optional.ofNullable(
            last.get(new FlowId(connection.id(), one.interfaceName(), one.type(), FlowId.Scope.RECONCILE)))))
        .toList();
  }
}
