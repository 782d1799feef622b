package io.mediflow.freshnesscheck;

import io.mediflow.model.change.Flow;
import io.mediflow.model.change.FlowId.Scope;
import io.mediflow.model.change.FlowId;
import io.mediflow.model.change.FlowStore;
import io.mediflow.model.change.PendingFetchStore;
import io.mediflow.model.connection.Connection;
import io.mediflow.model.record.QuarantineStore;
import io.mediflow.model.watch.Rollups;
import io.mediflow.model.watch.StatusStore;
import io.mediflow.model.watch.TimeScale;
import io.mediflow.model.write.WriteLedger;
import io.mediflow.packages.EhrPackage;
import io.mediflow.packages.FlowPlan;
import io.mediflow.packages.Packages;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads all that is known of one connection. */
@ApplicationScoped
public class Survey {

  /** Quarantine is counted no further than this. */
  static final int MOST_ASIDE = 1000;

  /** Flows that stay when a package or a connection does not make them any more, and of which nothing is expected then. */
  private static final Set<Scope> LEFT_OVER = EnumSet.of(Scope.PUSHED, Scope.GROUP);

  private final FlowStore flows;
  private final PendingFetchStore pending;
  private final StatusStore status;
  private final Rollups rollups;
  private final QuarantineStore quarantine;
  private final WriteLedger ledger;
  private final Packages packages;
  private final TimeScale scale;
  private final Clock clock;

  public Survey(
      FlowStore flows, PendingFetchStore pending, StatusStore status, Rollups rollups, QuarantineStore quarantine,
      WriteLedger ledger, Packages packages, TimeScale scale, Clock clock) {
    this.flows = flows;
    this.pending = pending;
    this.status = status;
    this.rollups = rollups;
    this.quarantine = quarantine;
    this.ledger = ledger;
    this.packages = packages;
    this.scale = scale;
    this.clock = clock;
  }

  Situation of(Connection connection, Duration window) {
    Instant now = clock.instant();
    String id = connection.id();
    Optional<EhrPackage> ehr = packages.of(connection);
    Set<FlowId> made = ehr.map(one -> FlowPlan.flows(connection, one, now).stream().map(Flow::id).collect(Collectors.toSet())).orElse(Set.of());
    List<Flow> own = flows.of(id).stream().filter(one -> made.contains(one.id()) || !LEFT_OVER.contains(one.id().scope())).toList();
    return new Situation(
        id,
        now,
        own,
        ehr.map(one -> intervals(one, own)).orElse(Map.of()),
        pending.oldest(id, Flow.types(own)),
        flows.lastMarker(),
        connection.interfaces().stream().map(one -> status.heartbeat(id, one.name())).flatMap(Optional::stream).toList(),
        connection.interfaces().stream().map(one -> status.signOfLife(id, one.name())).flatMap(Optional::stream).toList(),
        rollups.read(id, now.minus(window), now.plusSeconds(1)),
        quarantine.tally(id, MOST_ASIDE),
        ledger.counts(id),
        status.open(id));
  }

  /** A flow that the package does not make any more has none. */
  private Map<FlowId, Duration> intervals(EhrPackage ehr, List<Flow> own) {
    Map<FlowId, Duration> intervals = new HashMap<>();
    own.stream().map(Flow::id).forEach(id -> ehr.record(id.type(), id.interfaceName())
        .ifPresent(spec -> intervals.put(id, scale.scaled(spec.interval(id.scope())))));
    return intervals;
  }
}
