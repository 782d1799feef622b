package io.mediflow.scheduledpolling;

import io.mediflow.model.change.Change;
import io.mediflow.model.change.ChangeQueue;
import io.mediflow.model.change.Checkpoint;
import io.mediflow.model.change.Flow;
import io.mediflow.model.change.FlowId;
import io.mediflow.model.change.FlowStore;
import io.mediflow.model.change.FlowWindow;
import io.mediflow.model.change.PollQueue;
import io.mediflow.model.connection.Connection;
import io.mediflow.model.connection.ConnectionStore;
import io.mediflow.model.ehr.Ehr;
import io.mediflow.model.ehr.EhrPage;
import io.mediflow.model.ehr.EhrResult;
import io.mediflow.model.watch.TimeScale;
import io.mediflow.packages.Packages;
import io.mediflow.packages.RecordSpec.ChangeStrategy;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Runs the window of one flow, or goes on with it. */
@ApplicationScoped
public class ScheduledPollingAct {

  private static final Logger LOG = Logger.getLogger(ScheduledPollingAct.class);

  private final FlowStore flows;
  private final ConnectionStore connections;
  private final Packages packages;
  private final Ehr ehr;
  private final ChangeQueue changes;
  private final PollQueue windows;
  private final FlowLease lease;
  private final Relisting relisting;
  private final Exporting exporting;
  private final Feeding feeding;
  private final Subscribing subscribing;
  private final ScheduledPollingConfig config;
  private final TimeScale scale;
  private final Clock clock;

  public ScheduledPollingAct(
      FlowStore flows, ConnectionStore connections, Packages packages, Ehr ehr, ChangeQueue changes, PollQueue windows,
      FlowLease lease, Relisting relisting, Exporting exporting, Feeding feeding, Subscribing subscribing,
      ScheduledPollingConfig config, TimeScale scale, Clock clock) {
    this.flows = flows;
    this.connections = connections;
    this.packages = packages;
    this.ehr = ehr;
    this.changes = changes;
    this.windows = windows;
    this.lease = lease;
    this.relisting = relisting;
    this.exporting = exporting;
    this.feeding = feeding;
    this.subscribing = subscribing;
    this.config = config;
    this.scale = scale;
    this.clock = clock;
  }

  /** Until when pages of one invocation may be begun. */
  Instant deadline() {
    return clock.instant().plus(config.runTime());
  }

  /** Does nothing when the flow is not due, or somebody else runs it; what it does not reach stays due. */
  void run(FlowWindow window, Instant deadline) {
    Optional<Flow> found = flows.find(FlowId.of(window.connection(), window.flow()));
    Instant now = clock.instant();
    if (found.isEmpty() || !ScheduledPolling.mayRun(found.get(), now) || !now.isBefore(deadline)) {
      return;
    }
    Flow flow = found.get();
    Optional<Connection> connection = connections.find(window.connection());
    if (connection.filter(Connection::paused).isPresent()) {
      lease.rest(flow, flow.checkpoint(), idle(), flow.failure());
      return;
    }
    Optional<Told> told = connection.filter(one -> flow.id().scope() == FlowId.Scope.TOLD).flatMap(one -> told(one, flow.id()));
    if (told.isPresent()) {
      lease.take(flow, ScheduledPolling.begun(flow.checkpoint(), now))
          .ifPresent(own -> subscribing.run(own, told.get(), scale.scaled(told.get().interval())));
      return;
    }
    Optional<FlowRun> run = connection.flatMap(one -> planned(one, flow));
    if (run.isEmpty()) {
      LOG.errorf("flow %s of %s has no connection, interface or package that follows it: restore that, or remove it",
          flow.id().label(), flow.id().connection());
      lease.rest(flow, flow.checkpoint(), idle(), Optional.of("NOT_SUPPORTED"));
      return;
    }
    Checkpoint begun = run.get().listing() == ChangeStrategy.CHANGED_FEED
        ? FeedStep.begun(flow.checkpoint(), now) : ScheduledPolling.begun(flow.checkpoint(), now);
    lease.take(flow, begun).ifPresent(own -> run(own, run.get(), flow.checkpoint(), deadline));
  }

  /** @param before as an earlier run left it */
  private void run(Flow leased, FlowRun run, Checkpoint before, Instant deadline) {
    switch (run.listing()) {
      case WINDOWED_RELIST -> relisting.run(leased, run, deadline);
      case CHANGED_FEED -> feeding.run(leased, run, FeedStep.mustReplay(before), deadline);
      case BULK_SINCE -> exporting.run(leased, run, deadline);
      case SUBSCRIPTION, REST_HOOK, VENDOR_EVENT, HL7V2_FEED, LAST_UPDATED -> pages(leased, run, deadline);
    }
  }

  private void pages(Flow leased, FlowRun run, Instant deadline) {
    Optional<Flow> flow = Optional.of(leased);
    for (int page = 1; flow.isPresent(); page++) {
      flow = page(flow.get(), run, page >= config.pagesPerRun(), deadline);
    }
  }

  /** @return the flow when this run goes on with it */
  private Optional<Flow> page(Flow flow, FlowRun run, boolean last, Instant deadline) {
    Checkpoint at = flow.checkpoint();
    long fetchStart = clock.millis();
    EhrResult<EhrPage> given = at.next().isPresent()
        ? ehr.follow(run.access(), URI.create(at.next().get()))
        : ehr.search(run.access(), run.spec().table().resource(),
            ScheduledPolling.query(run.spec(), at, run.overlap(), run.ehr().startDepth(flow.id().type())));
    EhrResult<EhrPage> answer = ScheduledPolling.believed(given, clock.instant().plus(run.overlap()));
    if (at.pages() == 0 && dated(given) && !dated(answer)) {
      LOG.warnf("the EHR's clock is ahead of ours by more than the overlap in %s/%s: its Date is no watermark",
          flow.id().connection(), flow.id().label());
    }
    int queued = queue(flow.id(), run, answer, fetchStart);
    Instant now = clock.instant();
    Instant retry = now.plus(shorter(scale.scaled(config.retry()), run.interval()));
    return switch (ScheduledPolling.decide(
        at, answer, queued, flow.failure().isPresent(), retry, now.plus(config.longestWait()))) {
      case ScheduledPollingDecision.Fail(var next, var failure, var due) -> {
        LOG.warnf("window of %s/%s failed: %s", flow.id().connection(), flow.id().label(), failure);
        lease.rest(flow, next, due, Optional.of(failure));
        yield Optional.empty();
      }
      case ScheduledPollingDecision.Whole(var next, var started) -> {
        Instant due = ScheduledPolling.due(started, run.interval(), scale.scaled(config.early()));
        lease.complete(flow, next, started, due);
        yield Optional.empty();
      }
      case ScheduledPollingDecision.GoOn(var next) when next.pages() % config.pagesPerChain() == 0 -> {
        LOG.warnf("window of %s/%s has %d pages and goes on with the next tick",
            flow.id().connection(), flow.id().label(), next.pages());
        lease.rest(flow, next, now.plus(run.interval()), Optional.empty());
        yield Optional.empty();
      }
      case ScheduledPollingDecision.GoOn(var next) when last || !now.isBefore(deadline) -> {
        lease.rest(flow, next, now, Optional.empty())
            .ifPresent(one -> windows.send(new FlowWindow(one.id().connection(), one.id().label())));
        yield Optional.empty();
      }
      // Empty when the lease ended and another one runs the window: it is theirs.
      case ScheduledPollingDecision.GoOn(var next) -> lease.keep(flow, next);
    };
  }

  private static boolean dated(EhrResult<EhrPage> answer) {
    return answer instanceof EhrResult.Done<EhrPage>(var page) && page.serverDate().isPresent();
  }

  /** Returns once the queue has taken the page. */
  private int queue(FlowId id, FlowRun run, EhrResult<EhrPage> answer, long fetchStart) {
    return switch (answer) {
      case EhrResult.Failed<EhrPage> failed -> 0;
      case EhrResult.Done<EhrPage>(var page) -> {
        List<Change> found = Changes.followed(id, run.ehr(), page).stream().map(one -> Changes.of(id, one, fetchStart)).toList();
        if (!found.isEmpty()) {
          changes.send(found);
        }
        yield found.size();
      }
    };
  }

  /** Empty when the package does not make this flow any more. */
  private Optional<FlowRun> planned(Connection connection, Flow flow) {
    FlowId id = flow.id();
    boolean first = flow.lastCompleteWindow().isEmpty();
    return packages.of(connection).flatMap(found ->
        found.record(id.type(), id.interfaceName()).flatMap(spec -> connection.interfaceNamed(id.interfaceName()).flatMap(own ->
            found.listing(spec, connection, id.scope()).map(listing ->
                new FlowRun(connection, spec, listing, found,
                    found.interfaces().get(own.name()).access(connection, own).in(ScheduledPolling.lane(listing, id.scope(), first)),
                    scale.scaled(spec.interval(id.scope())), scale.scaled(spec.overlap()))))));
  }

  /** Empty when there is nothing of it any more. */
  private Optional<Told> told(Connection connection, FlowId id) {
    return packages.of(connection).flatMap(found -> connection.interfaceNamed(id.interfaceName())
        .filter(own -> found.record(id.type(), own.name()).isPresent()).map(own -> Told.of(id, connection, own, found)));
  }

  private Instant idle() {
    return clock.instant().plus(scale.scaled(config.idle()));
  }

  private static Duration shorter(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }
}
