package io.mediflow.scheduledpolling;

import io.mediflow.model.change.Change;
import io.mediflow.model.change.ChangeQueue;
import io.mediflow.model.change.Checkpoint;
import io.mediflow.model.change.Flow;
import io.mediflow.model.change.FlowWindow;
import io.mediflow.model.change.Listing;
import io.mediflow.model.change.ListingStore;
import io.mediflow.model.change.PollQueue;
import io.mediflow.model.change.RosterStore;
import io.mediflow.model.ehr.Ehr;
import io.mediflow.model.ehr.EhrPage;
import io.mediflow.model.ehr.EhrResult;
import io.mediflow.model.watch.TimeScale;
import io.mediflow.packages.Relist;
import io.mediflow.packages.Relist.Span;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Runs a window of the strategy windowed-relist: one subject of the roster after the other is listed and compared with its last
 * listing. What is as it was costs its call and nothing else: it is not queued, and no checkpoint stored for it.
 */
@ApplicationScoped
public class Relisting {

  private static final Logger LOG = Logger.getLogger(Relisting.class);

  private final FlowLease lease;
  private final RosterStore roster;
  private final ListingStore listings;
  private final Ehr ehr;
  private final ChangeQueue changes;
  private final PollQueue windows;
  private final ScheduledPollingConfig config;
  private final TimeScale scale;
  private final Clock clock;

  public Relisting(
      FlowLease lease, RosterStore roster, ListingStore listings, Ehr ehr, ChangeQueue changes, PollQueue windows,
      ScheduledPollingConfig config, TimeScale scale, Clock clock) {
    this.lease = lease;
    this.roster = roster;
    this.listings = listings;
    this.ehr = ehr;
    this.changes = changes;
    this.windows = windows;
    this.config = config;
    this.scale = scale;
    this.clock = clock;
  }

  /**
   * How far a run has come.
   *
   * @param flow   as it is stored
   * @param at     where the window stands, stored or not
   * @param stored when the flow was stored, which began its lease anew
   * @param last   the last complete listing of the subject under way
   * @param seen   what its listing has seen so far; empty at its first page, or when this run has not begun it
   * @param again  whether a link of this subject was no good already
   */
  private record Progress(Flow flow, Checkpoint at, Instant stored, Listing last, Optional<Listing> seen, boolean again) {

    Progress next(Checkpoint next) {
      return new Progress(flow, next, stored, Listing.NONE, Optional.empty(), false);
    }
  }

  void run(Flow leased, FlowRun run, Instant deadline) {
    Subjects subjects = Subjects.of(roster, run, leased.id().scope(), clock.instant(), config.duePageSize());
    Optional<Progress> progress = Optional.of(
        new Progress(leased, leased.checkpoint(), clock.instant(), Listing.NONE, Optional.empty(), false));
    for (int calls = 0; progress.isPresent(); calls++) {
      Progress now = progress.get();
      Optional<String> subject = now.at().walk().subject().or(() -> subjects.after(now.at().walk().after()));
      if (subject.isEmpty()) {
        end(now, run);
        return;
      }
      if (calls == config.listingsPerRun() || !clock.instant().isBefore(deadline)) {
        handOn(now, leased.checkpoint(), run);
        return;
      }
      progress = page(begun(now, subject.get()), run, subject.get());
    }
  }

  /** With all that is known of the subject. */
  private Progress begun(Progress progress, String subject) {
    if (progress.seen().isPresent()) {
      return progress;
    }
    Flow flow = progress.flow();
    Checkpoint at = RelistStep.at(progress.at(), subject);
    Listing last = listings.last(flow.id(), subject).orElse(Listing.NONE);
    Optional<Listing> seen = at.next().flatMap(link -> listings.underWay(flow.id(), subject));
    return new Progress(flow, seen.isPresent() ? at : RelistStep.fromTheFirstPage(at), progress.stored(), last,
        seen.or(() -> Optional.of(Listing.NONE)), progress.again());
  }

  /** @return the progress when this run goes on */
  private Optional<Progress> page(Progress now, FlowRun run, String subject) {
    Checkpoint at = now.at();
    Relist relist = run.spec().relist().orElseThrow();
    Optional<Span> span = relist.span(now.flow().id().scope(), at.started().orElseThrow());
    long fetchStart = clock.millis();
    EhrResult<EhrPage> answer = at.next().isPresent()
        ? ehr.follow(run.access(), URI.create(at.next().get()))
        : ehr.search(run.access(), run.spec().table().resource(), RelistStep.query(run.spec(), subject, span));
    List<Change> changed = new ArrayList<>();
    Listing seen = switch (answer) {
      case EhrResult.Failed<EhrPage> failed -> now.seen().orElseThrow();
      case EhrResult.Done<EhrPage>(var page) -> compared(now, run, relist, page, fetchStart, changed);
    };
    send(changed);
    return switch (RelistStep.decide(at, answer, changed.size(), now.again(), patience(run))) {
      case RelistDecision.NextPage(var next) -> kept(
          new Progress(now.flow(), next, now.stored(), now.last(), Optional.of(seen), now.again()), subject, !changed.isEmpty());
      case RelistDecision.Listed(var next) ->
          kept(now.next(next), subject, listed(now, subject, seen, span, fetchStart) || !changed.isEmpty());
      case RelistDecision.Again(var next) -> Optional.of(
          new Progress(now.flow(), next, now.stored(), now.last(), Optional.of(Listing.NONE), true));
      case RelistDecision.PassedOver(var next, var failure) -> {
        LOG.warnf("window of %s/%s goes on without one that the EHR refuses: %s", run.connection().id(),
            now.flow().id().label(), failure);
        yield kept(now.next(next), subject, true);
      }
      case RelistDecision.Fail(var next, var failure, var due) -> {
        LOG.warnf("window of %s/%s failed: %s", run.connection().id(), now.flow().id().label(), failure);
        putUnderWay(next, now.flow(), subject, seen);
        lease.rest(now.flow(), next, due, Optional.of(failure));
        yield Optional.empty();
      }
    };
  }

  /** What the listing has seen with this page; of an id that repeats, the later one counts. */
  private static Listing compared(
      Progress now, FlowRun run, Relist relist, EhrPage page, long fetchStart, List<Change> changed) {
    Map<String, EhrPage.Entry> latest = new LinkedHashMap<>();
    Map<String, Listing.Entry> found = new LinkedHashMap<>();
    for (EhrPage.Entry one : Changes.followed(now.flow().id(), run.ehr(), page)) {
      Listing.Entry entry = Fingerprint.of(one.body(), relist.window().map(Relist.Window::element));
      String key = one.isPlaced() ? one.type() + "/" + one.id() : RelistStep.unplaced(entry);
      latest.put(key, one);
      found.put(key, entry);
    }
    Listing seen = now.seen().orElseThrow();
    found.forEach((key, entry) -> {
      Listing.Entry before = seen.entries().getOrDefault(key, now.last().entries().get(key));
      if (before == null || !before.hash().equals(entry.hash())) {
        changed.add(Changes.of(now.flow().id(), latest.get(key), fetchStart));
      }
    });
    return seen.with(found);
  }

  /** Hands over what is missing, then keeps the listing: only now nobody asks for it again. */
  private boolean listed(Progress now, String subject, Listing seen, Optional<Span> span, long at) {
    List<Change> suspects = RelistStep.suspects(now.last(), seen, span).stream()
        .map(key -> Changes.hint(now.flow().id(), key.substring(0, key.indexOf('/')), key.substring(key.indexOf('/') + 1), at))
        .toList();
    send(suspects);
    Listing next = RelistStep.next(now.last(), seen, span);
    if (next.entries().equals(now.last().entries())) {
      return false;
    }
    // False when a flow of another scope has listed the subject meanwhile: what it has kept is as good to compare with.
    listings.put(now.flow().id(), subject, next);
    return true;
  }

  /** Stores the checkpoint where something was done since, or the lease grows old. */
  private Optional<Progress> kept(Progress now, String subject, boolean done) {
    Instant time = clock.instant();
    if (!done && time.isBefore(now.stored().plus(config.lease().dividedBy(3)))) {
      return Optional.of(now);
    }
    now.seen().ifPresent(seen -> putUnderWay(now.at(), now.flow(), subject, seen));
    return lease.keep(now.flow(), now.at())
        .map(flow -> new Progress(flow, now.at(), time, now.last(), now.seen(), now.again()));
  }

  private void handOn(Progress now, Checkpoint before, FlowRun run) {
    Checkpoint at = now.at();
    now.seen().ifPresent(seen -> putUnderWay(at, now.flow(), at.walk().subject().orElseThrow(), seen));
    Instant time = clock.instant();
    if (ScheduledPolling.endsChain(before.pages(), at.pages(), config.pagesPerChain())) {
      LOG.infof("window of %s/%s has %d pages and goes on with the next tick", run.connection().id(), now.flow().id().label(),
          at.pages());
      lease.rest(now.flow(), at, soon(run), Optional.empty());
      return;
    }
    lease.rest(now.flow(), at, time, Optional.empty())
        .ifPresent(one -> windows.send(new FlowWindow(one.id().connection(), one.id().label())));
  }

  private void end(Progress now, FlowRun run) {
    Checkpoint at = now.at();
    Instant started = at.started().orElseThrow();
    if (RelistStep.nothingListed(at)) {
      LOG.warnf("window of %s/%s failed: the EHR refuses all %d that it lists by", run.connection().id(),
          now.flow().id().label(), at.walk().skipped());
      boolean first = now.flow().lastCompleteWindow().isEmpty();
      lease.rest(now.flow(), RelistStep.fromTheStart(at, first), clock.instant().plus(run.interval()), Optional.of("REFUSED"));
      return;
    }
    if (at.walk().skipped() > 0) {
      LOG.warnf("window of %s/%s is whole but for %d that the EHR refuses", run.connection().id(), now.flow().id().label(),
          at.walk().skipped());
    }
    lease.complete(now.flow(), RelistStep.whole(at), started,
        ScheduledPolling.due(started, run.interval(), scale.scaled(config.early())));
  }

  private void putUnderWay(Checkpoint at, Flow flow, String subject, Listing seen) {
    if (at.next().isPresent()) {
      listings.putUnderWay(flow.id(), subject, seen);
    }
  }

  private void send(List<Change> some) {
    if (!some.isEmpty()) {
      changes.send(some);
    }
  }

  private RelistStep.Patience patience(FlowRun run) {
    return new RelistStep.Patience(config.attemptsPerSubject(), soon(run), clock.instant().plus(config.longestWait()));
  }

  private Instant soon(FlowRun run) {
    Duration retry = scale.scaled(config.retry());
    return clock.instant().plus(retry.compareTo(run.interval()) < 0 ? retry : run.interval());
  }
}
