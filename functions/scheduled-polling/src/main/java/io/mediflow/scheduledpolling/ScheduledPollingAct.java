package io.mediflow.scheduledpolling;

import io.mediflow.model.change.Change;
import io.mediflow.model.change.ChangeIds;
import io.mediflow.model.change.ChangeQueue;
import io.mediflow.model.change.Checkpoint;
import io.mediflow.model.change.Flow;
import io.mediflow.model.change.FlowId;
import io.mediflow.model.change.FlowStore;
import io.mediflow.model.change.FlowWindow;
import io.mediflow.model.change.PollQueue;
import io.mediflow.model.connection.Connection;
import io.mediflow.model.connection.ConnectionStore;
import io.mediflow.model.ehr.Access;
import io.mediflow.model.ehr.Ehr;
import io.mediflow.model.ehr.EhrPage;
import io.mediflow.model.ehr.EhrResult;
import io.mediflow.model.watch.TimeScale;
import io.mediflow.packages.EhrPackage;
import io.mediflow.packages.Packages;
import io.mediflow.packages.RecordSpec;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;

/** Runs the window of one flow, or goes on with it. */
@ApplicationScoped
public class ScheduledPollingAct {

  /** All that a window needs to know of its flow. */
  private record Plan(RecordSpec spec, EhrPackage ehr, Access access, Duration interval, Duration overlap) {}

  private static final Logger LOG = Logger.getLogger(ScheduledPollingAct.class);

  private final FlowStore flows;
  private final ConnectionStore connections;
  private final Packages packages;
  private final Ehr ehr;
  private final ChangeQueue changes;
  private final PollQueue windows;
  private final ScheduledPollingConfig config;
  private final TimeScale scale;
  private final Clock clock;

  public ScheduledPollingAct(
      FlowStore flows, ConnectionStore connections, Packages packages, Ehr ehr, ChangeQueue changes, PollQueue windows,
      ScheduledPollingConfig config, TimeScale scale, Clock clock) {
    this.flows = flows;
    this.connections = connections;
    this.packages = packages;
    this.ehr = ehr;
    this.changes = changes;
    this.windows = windows;
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
      flows.put(rests(flow, flow.checkpoint(), idle(), flow.failure()));
      return;
    }
    Optional<Plan> plan = connection.flatMap(one -> plan(one, flow.id()));
    if (plan.isEmpty()) {
      LOG.errorf("flow %s of %s has no connection, interface or package that follows it: restore that, or remove it",
          flow.id().label(), flow.id().connection());
      flows.put(rests(flow, flow.checkpoint(), idle(), Optional.of("NOT_SUPPORTED")));
      return;
    }
    String holder = UUID.randomUUID().toString();
    flows.put(leased(flow, ScheduledPolling.begun(flow.checkpoint(), now), holder, flow.failure()))
        .ifPresent(own -> run(own, plan.get(), deadline));
  }

  private void run(Flow leased, Plan plan, Instant deadline) {
    Optional<Flow> flow = Optional.of(leased);
    for (int page = 1; flow.isPresent(); page++) {
      flow = page(flow.get(), plan, page >= config.pagesPerRun(), deadline);
    }
  }

  /** @return the flow when this run goes on with it */
  private Optional<Flow> page(Flow flow, Plan plan, boolean last, Instant deadline) {
    Checkpoint at = flow.checkpoint();
    long fetchStart = clock.millis();
    EhrResult<EhrPage> given = at.next().isPresent()
        ? ehr.follow(plan.access(), URI.create(at.next().get()))
        : ehr.search(plan.access(), plan.spec().table().resource(),
            ScheduledPolling.query(plan.spec(), at.watermark(), plan.overlap()));
    EhrResult<EhrPage> answer = ScheduledPolling.believed(given, clock.instant().plus(plan.overlap()));
    if (at.pages() == 0 && dated(given) && !dated(answer)) {
      LOG.warnf("the EHR's clock is ahead of ours by more than the overlap in %s/%s: its Date is no watermark",
          flow.id().connection(), flow.id().label());
    }
    int queued = queue(flow.id(), plan, answer, fetchStart);
    Instant now = clock.instant();
    Instant retry = now.plus(shorter(scale.scaled(config.retry()), plan.interval()));
    return switch (ScheduledPolling.decide(
        at, answer, queued, flow.failure().isPresent(), retry, now.plus(config.longestWait()))) {
      case ScheduledPollingDecision.Fail(var next, var failure, var due) -> {
        LOG.warnf("window of %s/%s failed: %s", flow.id().connection(), flow.id().label(), failure);
        flows.put(rests(flow, next, due, Optional.of(failure)));
        yield Optional.empty();
      }
      case ScheduledPollingDecision.Whole(var next, var started) -> {
        Instant due = ScheduledPolling.due(started, plan.interval(), scale.scaled(config.early()));
        flows.put(moved(flow, next, due, Optional.empty(), Optional.of(started), Optional.empty()));
        yield Optional.empty();
      }
      case ScheduledPollingDecision.GoOn(var next) when next.pages() % config.pagesPerChain() == 0 -> {
        LOG.warnf("window of %s/%s has %d pages and goes on with the next tick",
            flow.id().connection(), flow.id().label(), next.pages());
        flows.put(rests(flow, next, now.plus(plan.interval()), Optional.empty()));
        yield Optional.empty();
      }
      case ScheduledPollingDecision.GoOn(var next) when last || !now.isBefore(deadline) -> {
        flows.put(rests(flow, next, now, Optional.empty()))
            .ifPresent(one -> windows.send(new FlowWindow(one.id().connection(), one.id().label())));
        yield Optional.empty();
      }
      // Empty when the lease ended and another one runs the window: it is theirs.
      case ScheduledPollingDecision.GoOn(var next) ->
          flows.put(leased(flow, next, flow.holder().orElseThrow(), Optional.empty()));
    };
  }

  private static boolean dated(EhrResult<EhrPage> answer) {
    return answer instanceof EhrResult.Done<EhrPage>(var page) && page.serverDate().isPresent();
  }

  /** Returns once the queue has taken the page. */
  private int queue(FlowId id, Plan plan, EhrResult<EhrPage> answer, long fetchStart) {
    return switch (answer) {
      case EhrResult.Failed<EhrPage> failed -> 0;
      case EhrResult.Done<EhrPage>(var page) -> {
        List<Change> found = changes(id, plan.ehr(), page, fetchStart);
        if (!found.isEmpty()) {
          changes.send(found);
        }
        yield found.size();
      }
    };
  }

  /** What the package follows, and what nobody can place: change-mapping sets that aside, and the window goes on. */
  static List<Change> changes(FlowId id, EhrPackage ehr, EhrPage page, long fetchStart) {
    return page.resources().stream()
        .filter(one -> one.type().isEmpty() || ehr.recordFrom(id.interfaceName(), one.type()).isPresent())
        .map(one -> change(id, one, fetchStart))
        .toList();
  }

  private static Change change(FlowId id, EhrPage.Entry one, long fetchStart) {
    String type = one.type().isEmpty() ? null : one.type();
    String sourceId = one.id().isEmpty() ? null : one.id();
    return new Change(
        ChangeIds.of(id.connection(), id.interfaceName(), type, sourceId, one.body()), Change.Origin.POLL,
        id.connection(), id.interfaceName(), type, sourceId, new String(one.body(), StandardCharsets.UTF_8), null,
        fetchStart, 0);
  }

  private Optional<Plan> plan(Connection connection, FlowId id) {
    return packages.find(connection.packageName(), connection.packageMajor()).flatMap(found ->
        found.record(id.type(), id.interfaceName())
            .filter(RecordSpec::polled)
            .flatMap(spec -> connection.interfaceNamed(id.interfaceName())
                .map(own -> new Plan(spec, found, found.interfaces().get(own.name()).access(connection, own),
                    scale.scaled(spec.interval()), scale.scaled(spec.overlap())))));
  }

  private Flow leased(Flow flow, Checkpoint checkpoint, String holder, Optional<String> failure) {
    Instant until = clock.instant().plus(config.lease());
    return moved(flow, checkpoint, until, Optional.of(holder), flow.lastCompleteWindow(), failure);
  }

  private static Flow rests(Flow flow, Checkpoint checkpoint, Instant due, Optional<String> failure) {
    return moved(flow, checkpoint, due, Optional.empty(), flow.lastCompleteWindow(), failure);
  }

  private static Flow moved(
      Flow flow, Checkpoint checkpoint, Instant due, Optional<String> holder, Optional<Instant> lastCompleteWindow,
      Optional<String> failure) {
    return new Flow(
        flow.id(), checkpoint, due, holder, lastCompleteWindow, flow.lastNotification(), failure, flow.version());
  }

  private Instant idle() {
    return clock.instant().plus(scale.scaled(config.idle()));
  }

  private static Duration shorter(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }
}
