package io.mediflow.scheduledpolling;

import io.mediflow.model.change.Change;
import io.mediflow.model.change.ChangeQueue;
import io.mediflow.model.change.Checkpoint;
import io.mediflow.model.change.Flow;
import io.mediflow.model.change.FlowWindow;
import io.mediflow.model.change.PollQueue;
import io.mediflow.model.ehr.EhrPage;
import io.mediflow.model.ehr.EhrResult;
import io.mediflow.model.ehr.FeedEhr;
import io.mediflow.model.ehr.RestSpec.Documents;
import io.mediflow.model.watch.TimeScale;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Runs a window of the strategy changed-feed: what waits is looked at, queued, and only then taken; what was taken
 * without being queued, since a worker died or an answer was lost, is found again among what the EHR remembers to have
 * given.
 */
@ApplicationScoped
public class Feeding {

  private static final Logger LOG = Logger.getLogger(Feeding.class);

  private final FlowLease lease;
  private final FeedEhr feeds;
  private final ChangeQueue changes;
  private final PollQueue windows;
  private final ScheduledPollingConfig config;
  private final TimeScale scale;
  private final Clock clock;

  public Feeding(
      FlowLease lease, FeedEhr feeds, ChangeQueue changes, PollQueue windows, ScheduledPollingConfig config,
      TimeScale scale, Clock clock) {
    this.lease = lease;
    this.feeds = feeds;
    this.changes = changes;
    this.windows = windows;
    this.config = config;
    this.scale = scale;
    this.clock = clock;
  }

  /**
   * One run.
   *
   * @param pages of the window, before it
   * @param began our clock
   * @param last  when it ends, whatever waits
   */
  private record Run(FlowRun flow, int pages, Instant began, Instant last) {

    String document() {
      return flow.spec().table().resource();
    }

    Documents documents() {
      return flow.access().rest().orElseThrow().documents().get(document());
    }

    int size() {
      return flow.spec().pageSize();
    }
  }

  /** @param replay whether something may have been taken that was not queued */
  void run(Flow leased, FlowRun flow, boolean replay, Instant deadline) {
    Run run = new Run(flow, leased.checkpoint().pages(), clock.instant(), deadline);
    Optional<Flow> own = Optional.of(leased);
    if (leased.checkpoint().watermark().isEmpty()) {
      if (feeds.subscribe(flow.access(), run.document()) instanceof EhrResult.Failed<Boolean>(var failure)) {
        end(leased, flow, FeedStep.failed(leased.checkpoint(), failure, replay, times(flow)));
        return;
      }
      own = lease.keep(leased, leased.checkpoint());
    }
    boolean again = replay;
    for (int page = 1; own.isPresent(); page++) {
      boolean last = page >= config.pagesPerRun();
      Flow now = own.get();
      if (again) {
        own = replayed(now, run, last);
        again = own.filter(one -> one.checkpoint().next().isEmpty()).isEmpty();
      } else {
        own = page(now, run, last);
      }
    }
  }

  /** @return the flow when this run goes on with it */
  private Optional<Flow> replayed(Flow own, Run run, boolean last) {
    Checkpoint at = own.checkpoint();
    FlowRun flow = run.flow();
    long fetchStart = clock.millis();
    EhrResult<EhrPage> answer = at.next().isPresent()
        ? feeds.follow(flow.access(), run.document(), run.size(), URI.create(at.next().get()))
        : feeds.taken(flow.access(), run.document(), run.size(), FeedStep.from(at, flow.overlap()),
            clock.instant().plus(flow.overlap()));
    List<Change> found = answer instanceof EhrResult.Done<EhrPage>(var page)
        ? FeedStep.again(own.id(), FeedStep.latest(page), run.documents().read().isPresent(), fetchStart) : List.of();
    send(found);
    return switch (FeedStep.replayed(at, answer, found.size(), times(flow))) {
      case ScheduledPollingDecision.GoOn(var next) when next.walk().skipped() > at.walk().skipped() -> {
        LOG.errorf("the EHR will not tell again what it gave of %s/%s: the feed goes on from now, compare these records with the EHR",
            own.id().connection(), own.id().label());
        yield last || over(run) ? handOn(own, FeedStep.settled(next), run) : lease.keep(own, next);
      }
      case ScheduledPollingDecision.GoOn(var next) when last || over(run) ->
          handOn(own, next.next().isPresent() ? next : FeedStep.settled(next), run);
      case ScheduledPollingDecision.GoOn(var next) -> lease.keep(own, next);
      case ScheduledPollingDecision.Fail fail -> end(own, flow, fail);
      case ScheduledPollingDecision.Whole whole -> throw new IllegalStateException("a replay is no whole window");
    };
  }

  /** @return the flow when this run goes on with it */
  private Optional<Flow> page(Flow own, Run run, boolean last) {
    FlowRun flow = run.flow();
    if (flow.spec().feed().orElseThrow().leave().isEmpty()) {
      return take(own, run, List.of(), Optional.empty(), last);
    }
    long lookStart = clock.millis();
    return switch (feeds.look(flow.access(), run.document(), run.size())) {
      case EhrResult.Failed<EhrPage>(var failure) -> end(own, flow, FeedStep.failed(own.checkpoint(), failure, times(flow)));
      case EhrResult.Done<EhrPage>(var page) when page.resources().isEmpty() ->
          complete(own, FeedStep.taken(own.checkpoint(), 0, mark(page, run)), run);
      case EhrResult.Done<EhrPage>(var page) -> {
        List<EhrPage.Entry> queued = FeedStep.latest(page);
        send(queued.stream().map(one -> Changes.of(own.id(), one, lookStart)).toList());
        // Who has lost the lease meanwhile takes nothing.
        yield lease.keep(own, own.checkpoint()).flatMap(one -> take(one, run, queued, Optional.of(page), last));
      }
    };
  }

  /**
   * @param queued of the page that was looked at before
   * @return the flow when this run goes on with it
   */
  private Optional<Flow> take(Flow own, Run run, List<EhrPage.Entry> queued, Optional<EhrPage> looked, boolean last) {
    FlowRun flow = run.flow();
    long takeStart = clock.millis();
    EhrResult<EhrPage> answer = feeds.take(flow.access(), run.document(), run.size());
    if (answer instanceof EhrResult.Failed<EhrPage>(var failure)) {
      return end(own, flow, FeedStep.takeFailed(own.checkpoint(), failure, times(flow)));
    }
    EhrPage taken = ((EhrResult.Done<EhrPage>) answer).value();
    List<EhrPage.Entry> fresh = FeedStep.fresh(FeedStep.latest(taken), queued);
    send(fresh.stream().map(one -> Changes.of(own.id(), one, takeStart)).toList());
    Checkpoint next = FeedStep.taken(own.checkpoint(), queued.size() + fresh.size(), mark(looked.orElse(taken), run));
    if (taken.next().isEmpty() && looked.flatMap(EhrPage::next).isEmpty()) {
      return complete(own, next, run);
    }
    return last || over(run) ? handOn(own, FeedStep.settled(next), run) : lease.keep(own, next);
  }

  private Optional<Flow> complete(Flow own, Checkpoint at, Run run) {
    lease.complete(own, FeedStep.whole(at), run.began(),
        ScheduledPolling.due(run.began(), run.flow().interval(), scale.scaled(config.early())));
    return Optional.empty();
  }

  private Optional<Flow> handOn(Flow own, Checkpoint next, Run run) {
    if (ScheduledPolling.endsChain(run.pages(), next.pages(), config.pagesPerChain())) {
      LOG.warnf("window of %s/%s has %d pages and goes on with the next tick", own.id().connection(), own.id().label(),
          next.pages());
      lease.rest(own, next, clock.instant().plus(run.flow().interval()), Optional.empty());
    } else {
      lease.rest(own, next, clock.instant(), Optional.empty())
          .ifPresent(one -> windows.send(new FlowWindow(one.id().connection(), one.id().label())));
    }
    return Optional.empty();
  }

  private Optional<Flow> end(Flow own, FlowRun flow, ScheduledPollingDecision.Fail fail) {
    LOG.warnf("window of %s/%s failed: %s", own.id().connection(), own.id().label(), fail.failure());
    lease.rest(own, fail.checkpoint(), fail.due(), Optional.of(fail.failure()));
    return Optional.empty();
  }

  private void send(List<Change> some) {
    if (!some.isEmpty()) {
      changes.send(some);
    }
  }

  private boolean over(Run run) {
    return !clock.instant().isBefore(run.last());
  }

  /**
   * The EHR's clock, unless it is far ahead of ours: a mark from there would leave out what has to be replayed. Else our
   * beginning.
   */
  private Instant mark(EhrPage page, Run run) {
    return page.serverDate().filter(at -> !at.isAfter(clock.instant().plus(run.flow().overlap()))).orElse(run.began());
  }

  private FeedStep.Times times(FlowRun flow) {
    Instant now = clock.instant();
    Duration retry = scale.scaled(config.retry());
    Duration soon = retry.compareTo(flow.interval()) < 0 ? retry : flow.interval();
    return new FeedStep.Times(now, now.plus(soon), now.plus(config.longestWait()), config.attemptsPerSubject());
  }
}
