package io.mediflow.scheduledpolling;

import io.mediflow.model.change.Change;
import io.mediflow.model.change.ChangeQueue;
import io.mediflow.model.change.Checkpoint;
import io.mediflow.model.change.Flow;
import io.mediflow.model.change.FlowId;
import io.mediflow.model.change.FlowStore;
import io.mediflow.model.change.FlowWindow;
import io.mediflow.model.change.ListingStore;
import io.mediflow.model.change.PollQueue;
import io.mediflow.model.change.Reconciliation;
import io.mediflow.model.change.Reconciliation.Gap;
import io.mediflow.model.change.ReconciliationStore;
import io.mediflow.model.connection.Connection;
import io.mediflow.model.connection.ConnectionStore;
import io.mediflow.model.ehr.Lane;
import io.mediflow.model.watch.TimeScale;
import io.mediflow.packages.EhrPackage;
import io.mediflow.packages.NightlyPlan;
import io.mediflow.packages.Packages;
import io.mediflow.packages.RecordSpec;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Runs the nightly comparison of one record type and interface with its EHR, or goes on with it. */
@ApplicationScoped
public class ReconcileAct {

  private static final Logger LOG = Logger.getLogger(ReconcileAct.class);

  private final FlowStore flows;
  private final ConnectionStore connections;
  private final Packages packages;
  private final Comparing comparing;
  private final ReconciliationStore reports;
  private final ListingStore listings;
  private final ChangeQueue changes;
  private final PollQueue windows;
  private final FlowLease lease;
  private final ScheduledPollingConfig config;
  private final ReconcileConfig nightly;
  private final TimeScale scale;
  private final Clock clock;

  public ReconcileAct(
      FlowStore flows, ConnectionStore connections, Packages packages, Comparing comparing, ReconciliationStore reports,
      ListingStore listings, ChangeQueue changes, PollQueue windows, FlowLease lease, ScheduledPollingConfig config, ReconcileConfig nightly,
      TimeScale scale, Clock clock) {
    this.flows = flows;
    this.connections = connections;
    this.packages = packages;
    this.comparing = comparing;
    this.reports = reports;
    this.listings = listings;
    this.changes = changes;
    this.windows = windows;
    this.lease = lease;
    this.config = config;
    this.nightly = nightly;
    this.scale = scale;
    this.clock = clock;
  }

  /** A page of a comparison: what it makes of the report, what it asks for, and how it goes on. */
  record Step(Reconciliation report, List<Change> asked, ReconcileDecision decision) {}

  /** Does nothing when the flow is not due, or somebody else runs it; what it does not reach stays due. */
  void run(FlowWindow window, Instant deadline) {
    Optional<Flow> found = flows.find(FlowId.of(window.connection(), window.flow()));
    Instant now = clock.instant();
    if (found.isEmpty() || !ScheduledPolling.mayRun(found.get(), now) || !now.isBefore(deadline)) {
      return;
    }
    Flow flow = found.get();
    Optional<Connection> connection = connections.find(window.connection());
    Optional<FlowRun> run = connection.filter(one -> !one.paused()).flatMap(one -> planned(one, flow.id()));
    if (run.isEmpty()) { // nothing is compared while it is paused, or since its package lists it no more
      Instant due = connection.map(one -> NightlyPlan.next(one, now)).orElse(now.plus(Duration.ofDays(1)));
      lease.rest(flow, Checkpoint.START, due, Optional.empty());
      return;
    }
    lease.take(flow, ScheduledPolling.begun(flow.checkpoint(), now)).ifPresent(own -> pages(own, run.get(), deadline));
  }

  private void pages(Flow leased, FlowRun run, Instant deadline) {
    ListedNames names = new ListedNames(listings, leased.id());
    Optional<Flow> flow = Optional.of(leased);
    for (int calls = 1; flow.isPresent(); calls++) {
      boolean enough = calls >= config.pagesPerRun() && !Reconcile.isListed(flow.get().checkpoint()); // then only time counts
      flow = page(flow.get(), leased, run, names, enough || !clock.instant().isBefore(deadline));
    }
  }

  /** @return the flow when this run goes on with it */
  private Optional<Flow> page(Flow flow, Flow leased, FlowRun run, ListedNames names, boolean last) {
    Checkpoint at = flow.checkpoint();
    Instant began = at.started().orElseThrow();
    Reconciliation report = reports.find(flow.id()).filter(one -> one.began().equals(began))
        .orElseGet(() -> Reconciliation.begun(flow.id(), began));
    Step step = Reconcile.isListed(at) ? comparing.held(flow, run, report, names, patience(began))
        : comparing.listed(flow, run, report, names, patience(began));
    if (!step.asked().isEmpty()) {
      changes.send(step.asked());
    }
    Instant now = clock.instant();
    return switch (step.decision()) {
      case ReconcileDecision.GoOn(var next) -> {
        reports.put(step.report()); // before the checkpoint: a page that is done once more is not counted once more
        yield last ? handOn(flow, leased.checkpoint(), next) : lease.keep(flow, next);
      }
      case ReconcileDecision.Again(var next) -> {
        reports.put(Reconciliation.begun(flow.id(), began));
        yield lease.keep(flow, next);
      }
      case ReconcileDecision.Fail(var next, var failure, var due) -> {
        LOG.warnf("the comparison of %s/%s waits for its EHR: %s", flow.id().connection(), flow.id().label(), failure);
        reports.put(step.report());
        lease.rest(flow, next, due, Optional.of(failure));
        yield Optional.empty();
      }
      case ReconcileDecision.End(var gap) -> {
        reports.put(step.report().ended(now, gap));
        end(flow, run, gap, now);
        yield Optional.empty();
      }
    };
  }

  private void end(Flow flow, FlowRun run, Optional<Gap> gap, Instant now) {
    Instant due = NightlyPlan.next(run.connection(), now);
    if (gap.filter(Gap::cutOff).isPresent()) {
      LOG.warnf("the comparison of %s/%s ended before its end: %s", flow.id().connection(), flow.id().label(), gap.get());
      lease.rest(flow, Checkpoint.START, due, Optional.empty());
    } else {
      lease.complete(flow, Checkpoint.START, flow.checkpoint().started().orElseThrow(), due);
    }
  }

  /** The chain of messages has a bound; after it the next tick goes on. */
  private Optional<Flow> handOn(Flow flow, Checkpoint before, Checkpoint next) {
    boolean bound = ScheduledPolling.endsChain(before.pages(), next.pages(), config.pagesPerChain());
    Instant due = bound ? soon() : clock.instant();
    lease.rest(flow, next, due, Optional.empty()).filter(one -> !bound)
        .ifPresent(one -> windows.send(new FlowWindow(one.id().connection(), one.id().label())));
    return Optional.empty();
  }

  private Reconcile.Patience patience(Instant began) {
    Instant now = clock.instant();
    return new Reconcile.Patience(nightly.attempts(), now, soon(), now.plus(config.longestWait()), began.plus(nightly.longest()));
  }

  private Instant soon() {
    return clock.instant().plus(scale.scaled(config.retry()));
  }

  /** Empty when nothing of it can be compared. */
  private Optional<FlowRun> planned(Connection connection, FlowId id) {
    return packages.of(connection).filter(ehr -> NightlyPlan.lines(connection, ehr).stream()
            .anyMatch(one -> one.compared() && one.type() == id.type() && one.interfaceName().equals(id.interfaceName())))
        .map(ehr -> planned(connection, ehr, ehr.record(id.type(), id.interfaceName()).orElseThrow()));
  }

  private static FlowRun planned(Connection connection, EhrPackage ehr, RecordSpec spec) {
    var own = connection.interfaceNamed(spec.interfaceName()).orElseThrow();
    return new FlowRun(connection, spec, spec.listing(own).orElseThrow(), ehr,
        ehr.interfaces().get(own.name()).access(connection, own).in(Lane.LATER), Duration.ofDays(1), Duration.ZERO);
  }
}
