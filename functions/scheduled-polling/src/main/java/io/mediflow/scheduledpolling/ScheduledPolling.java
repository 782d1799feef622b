package io.mediflow.scheduledpolling;

import io.mediflow.model.change.Checkpoint;
import io.mediflow.model.change.Flow;
import io.mediflow.model.change.FlowId;
import io.mediflow.model.ehr.EhrFailure;
import io.mediflow.model.ehr.EhrFailure.Kind;
import io.mediflow.model.ehr.EhrPage;
import io.mediflow.model.ehr.EhrResult;
import io.mediflow.model.ehr.Lane;
import io.mediflow.packages.RecordSpec;
import io.mediflow.packages.RecordSpec.ChangeStrategy;
import io.mediflow.scheduledpolling.ScheduledPollingDecision.Fail;
import io.mediflow.scheduledpolling.ScheduledPollingDecision.GoOn;
import io.mediflow.scheduledpolling.ScheduledPollingDecision.Whole;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.Optional;

/** Decides how a window of the strategy last-updated goes. */
final class ScheduledPolling {

  private ScheduledPolling() {}

  /** A flow that nobody runs is due at {@code due}; one that somebody runs is left to them until then. */
  static boolean mayRun(Flow flow, Instant now) {
    return !flow.due().isAfter(now);
  }

  /**
   * A little early, so that the tick which comes an interval later finds the flow due, and not only the tick after
   * it.
   */
  static Instant due(Instant started, Duration interval, Duration early) {
    Duration most = interval.dividedBy(4);
    return started.plus(interval).minus(early.compareTo(most) < 0 ? early : most);
  }

  /** Whether the bound of a window's chain of messages lies between what an invocation found and what it leaves. */
  static boolean endsChain(int before, int after, int pagesPerChain) {
    return after / pagesPerChain > before / pagesPerChain;
  }

  /** The rest of the roster may wait, and so may a first load and what is exported; what else is listed is of today. */
  static Lane lane(ChangeStrategy listing, FlowId.Scope scope, boolean first) {
    return switch (scope) {
      case WHOLE -> first || listing == ChangeStrategy.BULK_SINCE ? Lane.LATER : Lane.SOON;
      case HOT, TOLD -> Lane.SOON;
      case REST, GROUP, RECONCILE, PUSHED -> Lane.LATER; // what is pushed has no windows
    };
  }

  /** The checkpoint with a window under way; the bound of a chain of messages goes on where it was handed on. */
  static Checkpoint begun(Checkpoint at, Instant now) {
    return at.started().isPresent()
        ? at
        : new Checkpoint(at.watermark(), Optional.of(now), Optional.empty(), Optional.empty(), at.pages(), at.queued());
  }

  /** The search that opens a window; the first one has no watermark and lists what the start depth reaches. */
  static String query(RecordSpec spec, Checkpoint at, Duration overlap, Optional<Period> depth) {
    return at.watermark().map(from -> "_lastUpdated=ge" + from.minus(overlap) + "&")
        .orElseGet(() -> depth.map(one -> first(spec, at.started().orElseThrow(), one)).orElse(""))
        + "_sort=_lastUpdated&_count=" + spec.pageSize()
        + (spec.search().isEmpty() ? "" : "&" + spec.search());
  }

  private static String first(RecordSpec spec, Instant started, Period depth) {
    return spec.first().isEmpty() ? ""
        : spec.first().replace("{from}", LocalDate.ofInstant(started, ZoneOffset.UTC).minus(depth).toString()) + "&";
  }

  /**
   * Leaves out what an EHR dates later than {@code latest}: a watermark from there would hide every change until then.
   * Without such a Date the watermark is the largest of the {@code lastUpdated} that are left.
   *
   * @param latest our clock and the overlap
   */
  static EhrResult<EhrPage> believed(EhrResult<EhrPage> answer, Instant latest) {
    return switch (answer) {
      case EhrResult.Failed<EhrPage> failed -> failed;
      case EhrResult.Done<EhrPage>(var page) -> new EhrResult.Done<>(new EhrPage(
          page.resources().stream().map(one -> new EhrPage.Entry(
              one.type(), one.id(), one.lastUpdated().filter(at -> !at.isAfter(latest)), one.body())).toList(),
          page.next(), page.serverDate().filter(at -> !at.isAfter(latest))));
    };
  }

  /**
   * @param at     the checkpoint before the page, with its window begun
   * @param queued how many of the page's resources the queue has taken
   * @param failed whether the last attempt at this window failed too
   * @param retry  when to try again, should it have failed
   */
  static ScheduledPollingDecision decide(
      Checkpoint at, EhrResult<EhrPage> answer, int queued, boolean failed, Instant retry, Instant latest) {
    return switch (answer) {
      case EhrResult.Failed<EhrPage>(var failure) -> fail(at, failure, failed, retry, latest);
      // A page that follows itself would never end.
      case EhrResult.Done<EhrPage>(var page) when followsItself(at, page) ->
          fail(at, EhrFailure.of(Kind.MALFORMED), failed, retry, latest);
      case EhrResult.Done<EhrPage>(var page) -> whole(at, page, queued);
    };
  }

  private static boolean followsItself(Checkpoint at, EhrPage page) {
    return at.next().isPresent() && page.next().map(URI::toString).equals(at.next());
  }

  private static ScheduledPollingDecision whole(Checkpoint at, EhrPage page, int queued) {
    Optional<Instant> highest = highest(at, page);
    if (page.next().isPresent()) {
      return new GoOn(new Checkpoint(at.watermark(), at.started(), page.next().map(URI::toString), highest,
          at.pages() + 1, at.queued() + queued));
    }
    return new Whole(Checkpoint.idle(later(at.watermark(), highest)), at.started().orElseThrow());
  }

  /**
   * The first answer's Date is the best watermark: what changes while the window runs belongs to the next one.
   * Without a believable Date it is the largest lastUpdated.
   */
  private static Optional<Instant> highest(Checkpoint at, EhrPage page) {
    if (page.serverDate().isPresent()) {
      return at.pages() == 0 ? page.serverDate() : at.highest();
    }
    return page.resources().stream().map(EhrPage.Entry::lastUpdated).reduce(at.highest(), ScheduledPolling::later);
  }

  /**
   * A window goes on where it stood only when the EHR was away: an expired link says so in many ways, a 500 among
   * them.
   */
  private static Fail fail(Checkpoint at, EhrFailure failure, boolean failed, Instant retry, Instant latest) {
    boolean linkIsSuspect = switch (failure.kind()) {
      case UNREACHABLE, THROTTLED, UNAUTHENTICATED -> false;
      case BROKEN, SERVER_ERROR -> failed;
      case FORBIDDEN, NOT_FOUND, GONE, CONFLICT, PRECONDITION, REFUSED, MALFORMED, TOO_LATE -> true;
    };
    boolean goesOn = at.next().isPresent() && !linkIsSuspect;
    Instant wished = failure.retryAfter().filter(retry::isBefore).orElse(retry);
    return new Fail(goesOn ? at : fromTheStart(at), failure.kind().name(),
        wished.isBefore(latest) ? wished : latest);
  }

  /** A first sync keeps the time of its first attempt: one that never ends must show its age. */
  private static Checkpoint fromTheStart(Checkpoint at) {
    Optional<Instant> started = at.watermark().isPresent() ? Optional.empty() : at.started();
    return new Checkpoint(at.watermark(), started, Optional.empty(), Optional.empty(), 0, 0);
  }

  private static Optional<Instant> later(Optional<Instant> a, Optional<Instant> b) {
    return a.isEmpty() ? b : b.isEmpty() ? a : Optional.of(a.get().isAfter(b.get()) ? a.get() : b.get());
  }
}
