package io.mediflow.scheduledpolling;

import io.mediflow.model.change.Change;
import io.mediflow.model.change.Checkpoint;
import io.mediflow.model.change.Checkpoint.Walk;
import io.mediflow.model.change.FlowId;
import io.mediflow.model.ehr.EhrFailure;
import io.mediflow.model.ehr.EhrFailure.Kind;
import io.mediflow.model.ehr.EhrPage;
import io.mediflow.model.ehr.EhrResult;
import io.mediflow.scheduledpolling.ScheduledPollingDecision.Fail;
import io.mediflow.scheduledpolling.ScheduledPollingDecision.GoOn;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Decides how a window of the strategy changed-feed goes. A checkpoint with a window under way says that something may
 * have been taken from the feed which the change queue has not; it is stored so before the feed is read, and goes only
 * when all that was taken is queued.
 */
final class FeedStep {

  /**
   * @param now      our clock
   * @param retry    when to come back to what failed; what the EHR wishes counts for more, but for {@code latest}
   * @param refusals of a replay until the feed goes on without it
   */
  record Times(Instant now, Instant retry, Instant latest, int refusals) {}

  /** For how long what is no answer is not taken for one. */
  private static final Duration NO_ANSWER = Duration.ofHours(6);

  private FeedStep() {}

  /** With a window under way; gaps stay to be seen, since nothing closes them but a change of each record. */
  static Checkpoint begun(Checkpoint at, Instant now) {
    Checkpoint begun = ScheduledPolling.begun(at, now);
    return new Checkpoint(begun.watermark(), begun.started(), begun.next(), begun.highest(), begun.pages(), begun.queued(), at.walk());
  }

  /** @param before as an earlier run left it */
  static boolean mustReplay(Checkpoint before) {
    return before.started().isPresent();
  }

  /**
   * From when on what was taken may not be queued: the last window whose end is known, and in the first one its first
   * attempt.
   */
  static Instant from(Checkpoint at, Duration overlap) {
    return at.watermark().or(at::started).orElseThrow().minus(overlap);
  }

  /** After a page of what was taken; without a next page all that was in doubt is queued, or given up. */
  static ScheduledPollingDecision replayed(Checkpoint at, EhrResult<EhrPage> answer, int queued, Times times) {
    return switch (answer) {
      case EhrResult.Failed<EhrPage>(var failure) when mayPass(at, failure.kind(), times) -> failed(at, failure, true, times);
      case EhrResult.Failed<EhrPage>(var failure) -> refused(at, failure, times);
      case EhrResult.Done<EhrPage>(var page) when at.next().isPresent() && page.next().map(Object::toString).equals(at.next()) ->
          refused(at, EhrFailure.of(Kind.MALFORMED), times);
      case EhrResult.Done<EhrPage>(var page) -> new GoOn(new Checkpoint(at.watermark(), at.started(),
          page.next().map(Object::toString), at.highest(), at.pages() + 1, at.queued() + queued,
          page.next().isPresent() ? at.walk() : walk(0, at.walk().skipped())));
    };
  }

  /**
   * Whether the EHR may still tell. A permission that is missing may be given back. What is no answer, as a page of maintenance, is a
   * refusal only when it goes on for hours.
   */
  private static boolean mayPass(Checkpoint at, Kind kind, Times times) {
    return switch (kind) {
      case REFUSED, GONE -> false;
      case NOT_FOUND, CONFLICT, PRECONDITION, MALFORMED, TOO_LATE -> times.now().isBefore(at.started().orElse(times.now()).plus(NO_ANSWER));
      case FORBIDDEN, UNREACHABLE, THROTTLED, UNAUTHENTICATED, BROKEN, SERVER_ERROR -> true;
    };
  }

  /** A replay begins anew; one that is refused again and again is given up, and the feed begins from now: that gap is counted. */
  private static ScheduledPollingDecision refused(Checkpoint at, EhrFailure failure, Times times) {
    Walk walk = at.walk();
    return walk.failed() + 1 < times.refusals()
        ? failed(new Checkpoint(at.watermark(), at.started(), Optional.empty(), at.highest(), at.pages(), at.queued(),
            walk(walk.failed() + 1, walk.skipped())), failure, true, times)
        : new GoOn(new Checkpoint(Optional.of(times.now()), at.started(), Optional.empty(), Optional.empty(), at.pages(), at.queued(),
            walk(0, walk.skipped() + 1)));
  }

  /** @param gaps how often the feed went on without what had been taken */
  private static Walk walk(int refused, int gaps) {
    return new Walk(Optional.empty(), Optional.empty(), refused, gaps);
  }

  /** Of a page that fails that was looked at: nothing is taken so. */
  static Fail failed(Checkpoint at, EhrFailure failure, Times times) {
    return failed(at, failure, false, times);
  }

  /** Of a page that was to be taken: unless the EHR says that it gave nothing, it may have, and the answer was lost. */
  static Fail takeFailed(Checkpoint at, EhrFailure failure, Times times) {
    boolean doubt = switch (failure.kind()) {
      case UNREACHABLE, BROKEN, SERVER_ERROR, MALFORMED -> true;
      case THROTTLED, UNAUTHENTICATED, FORBIDDEN, NOT_FOUND, GONE, CONFLICT, PRECONDITION, REFUSED, TOO_LATE -> false;
    };
    return failed(at, failure, doubt, times);
  }

  /** @param doubt whether something was taken that may not be queued */
  static Fail failed(Checkpoint at, EhrFailure failure, boolean doubt, Times times) {
    Instant wished = failure.retryAfter().filter(times.retry()::isBefore).orElse(times.retry());
    return new Fail(doubt ? at : settled(at), failure.kind().name(), wished.isBefore(times.latest()) ? wished : times.latest());
  }

  /**
   * All that was taken is queued, and another run goes on. As long as nothing was, the first attempt's beginning stays:
   * it shows the age.
   */
  static Checkpoint settled(Checkpoint at) {
    Optional<Instant> mark = at.highest().or(at::watermark);
    return new Checkpoint(
        mark, mark.isPresent() ? Optional.empty() : at.started(), Optional.empty(), Optional.empty(), at.pages(), at.queued(), at.walk());
  }

  /** After the last page. */
  static Checkpoint whole(Checkpoint at) {
    return new Checkpoint(at.highest(), Optional.empty(), Optional.empty(), Optional.empty(), 0, 0, walk(0, at.walk().skipped()));
  }

  /**
   * After a page that is taken and queued.
   *
   * @param mark when this run first looked, by the EHR's clock if it tells: what was taken before is queued
   */
  static Checkpoint taken(Checkpoint at, int queued, Instant mark) {
    return new Checkpoint(at.watermark(), at.started(), Optional.empty(), at.highest().or(() -> Optional.of(mark)),
        at.pages() + 1, at.queued() + queued, at.walk());
  }

  /** Of one id on a page only what comes last; where that is of something else it is left out, documents without an id are not. */
  static List<EhrPage.Entry> latest(EhrPage page) {
    Map<String, EhrPage.Entry> latest = new LinkedHashMap<>();
    int number = 0;
    for (EhrPage.Entry one : page.resources()) {
      String key = one.id().isEmpty() ? "-" + number++ : "=" + one.id();
      latest.remove(key);
      latest.put(key, one);
    }
    return latest.values().stream().filter(one -> !one.type().isEmpty()).toList();
  }

  /** What of a page was not queued already, word for word, when it was looked at. */
  static List<EhrPage.Entry> fresh(List<EhrPage.Entry> taken, List<EhrPage.Entry> queued) {
    Set<ByteBuffer> known = new HashSet<>();
    queued.forEach(one -> known.add(ByteBuffer.wrap(one.body())));
    return taken.stream().filter(one -> !known.contains(ByteBuffer.wrap(one.body()))).toList();
  }

  /**
   * Changes of what was taken some time ago: its documents may be of that time, so that each is read anew where it can be.
   *
   * @param readable whether single documents can be read by their id
   */
  static List<Change> again(FlowId id, List<EhrPage.Entry> documents, boolean readable, long at) {
    List<Change> changes = new ArrayList<>();
    for (EhrPage.Entry one : documents) {
      changes.add(readable && !one.id().isEmpty() ? Changes.hint(id, one.type(), one.id(), at) : Changes.of(id, one, at));
    }
    return changes;
  }
}
