package io.mediflow.scheduledpolling;

import io.mediflow.model.change.Checkpoint;
import io.mediflow.model.change.Checkpoint.Walk;
import io.mediflow.model.change.Listing;
import io.mediflow.model.ehr.EhrFailure;
import io.mediflow.model.ehr.EhrFailure.Kind;
import io.mediflow.model.ehr.EhrPage;
import io.mediflow.model.ehr.EhrResult;
import io.mediflow.packages.RecordSpec;
import io.mediflow.packages.Relist.Span;
import io.mediflow.scheduledpolling.RelistDecision.Again;
import io.mediflow.scheduledpolling.RelistDecision.Fail;
import io.mediflow.scheduledpolling.RelistDecision.Listed;
import io.mediflow.scheduledpolling.RelistDecision.NextPage;
import io.mediflow.scheduledpolling.RelistDecision.PassedOver;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Decides how a window of the strategy windowed-relist goes, and what a listing says beside the last one. */
final class RelistStep {

  /**
   * How patient a window is.
   *
   * @param attempts that a subject has whose page the EHR fails to make
   * @param retry    when to go on, should it have failed
   * @param latest   and however long the EHR wishes us to wait
   */
  record Patience(int attempts, Instant retry, Instant latest) {}

  /** Begins the key of what nobody can place; no resource type does. */
  private static final String UNPLACED = "?/";

  private RelistStep() {}

  /** The key of a resource without a type or an id: by its content, so that it is handed over once and not with each listing. */
  static String unplaced(Listing.Entry entry) {
    return UNPLACED + entry.hash();
  }

  static String query(RecordSpec spec, String subject, Optional<Span> span) {
    return spec.relist().orElseThrow().query(subject, span) + "&_count=" + spec.pageSize()
        + (spec.search().isEmpty() ? "" : "&" + spec.search());
  }

  /** The checkpoint with this subject under way; nothing changes where it is already. */
  static Checkpoint at(Checkpoint at, String subject) {
    return at.walk().subject().isPresent() ? at
        : moved(at, Optional.empty(), new Walk(at.walk().after(), Optional.of(subject), 0, at.walk().skipped()));
  }

  /** The subject from its first page, since nobody knows any more what its other pages held. */
  static Checkpoint fromTheFirstPage(Checkpoint at) {
    return moved(at, Optional.empty(), at.walk());
  }

  /**
   * @param at     the checkpoint before the page, with its subject under way
   * @param queued how many changes of the page the queue has taken
   * @param again  whether a link of this subject was no good already
   */
  static RelistDecision decide(Checkpoint at, EhrResult<EhrPage> answer, int queued, boolean again, Patience patience) {
    return switch (answer) {
      case EhrResult.Failed<EhrPage>(var failure) -> failed(at, failure, again, patience);
      // A page that follows itself would never end.
      case EhrResult.Done<EhrPage>(var page) when page.next().isPresent() && page.next().map(URI::toString).equals(at.next()) ->
          failed(at, EhrFailure.of(Kind.MALFORMED), again, patience);
      case EhrResult.Done<EhrPage>(var page) -> page.next().isPresent()
          ? new NextPage(counted(at, page.next().map(URI::toString), at.walk(), queued))
          : new Listed(counted(at, Optional.empty(), done(at.walk(), 0), queued));
    };
  }

  /** What the EHR refuses, it refuses for this subject; a page that it fails to make may be this subject's fault, at last. */
  private static RelistDecision failed(Checkpoint at, EhrFailure failure, boolean again, Patience patience) {
    boolean link = at.next().isPresent();
    return switch (failure.kind()) {
      case UNREACHABLE, THROTTLED, UNAUTHENTICATED -> fail(at, at.next(), at.walk().failed(), failure, patience);
      case BROKEN, SERVER_ERROR -> at.walk().failed() + 1 >= patience.attempts()
          ? passedOver(at, failure.kind())
          // An expired link says so in many ways, a 500 among them.
          : fail(at, at.walk().failed() == 0 ? at.next() : Optional.empty(), at.walk().failed() + 1, failure, patience);
      case FORBIDDEN, NOT_FOUND, GONE, CONFLICT, PRECONDITION, REFUSED, MALFORMED, TOO_LATE ->
          link && !again ? new Again(fromTheFirstPage(at)) : passedOver(at, failure.kind());
    };
  }

  private static RelistDecision passedOver(Checkpoint at, Kind kind) {
    return new PassedOver(moved(at, Optional.empty(), done(at.walk(), 1)), kind.name());
  }

  private static Fail fail(Checkpoint at, Optional<String> next, int failed, EhrFailure failure, Patience patience) {
    Instant wished = failure.retryAfter().filter(patience.retry()::isBefore).orElse(patience.retry());
    Walk walk = new Walk(at.walk().after(), at.walk().subject(), failed, at.walk().skipped());
    return new Fail(moved(at, next, walk), failure.kind().name(), wished.isBefore(patience.latest()) ? wished : patience.latest());
  }

  private static Walk done(Walk walk, int skipped) {
    return new Walk(walk.subject(), Optional.empty(), 0, walk.skipped() + skipped);
  }

  /** A window of which every subject was refused has listed nothing, and is not whole. */
  static boolean nothingListed(Checkpoint at) {
    return at.pages() == 0 && at.walk().skipped() > 0;
  }

  /** After the last subject; how many were passed over stays to be seen. */
  static Checkpoint whole(Checkpoint at) {
    return new Checkpoint(at.watermark(), Optional.empty(), Optional.empty(), Optional.empty(), 0, 0,
        new Walk(Optional.empty(), Optional.empty(), 0, at.walk().skipped()));
  }

  /**
   * Another window from its first subject.
   *
   * @param first whether none was whole yet: then the time of the first attempt stays
   */
  static Checkpoint fromTheStart(Checkpoint at, boolean first) {
    return new Checkpoint(
        at.watermark(), first ? at.started() : Optional.empty(), Optional.empty(), Optional.empty(), 0, 0, Walk.START);
  }

  /** Keys of what the last listing had, what should be in this one, and is not. */
  static List<String> suspects(Listing last, Listing seen, Optional<Span> span) {
    return last.entries().entrySet().stream()
        .filter(one -> !one.getKey().startsWith(UNPLACED) && !seen.entries().containsKey(one.getKey()) && within(one.getValue(), span))
        .map(SortedMap.Entry::getKey)
        .toList();
  }

  /** The listing to compare the next one with: what lies ahead of this one's dates, another flow has listed. */
  static Listing next(Listing last, Listing seen, Optional<Span> span) {
    SortedMap<String, Listing.Entry> next = new TreeMap<>(seen.entries());
    last.entries().forEach((key, entry) -> {
      if (span.isPresent() && entry.at().isPresent() && !entry.at().get().isBefore(span.get().to())) {
        next.putIfAbsent(key, entry);
      }
    });
    return new Listing(next, last.version());
  }

  private static boolean within(Listing.Entry entry, Optional<Span> span) {
    return span.isEmpty() || entry.at().isEmpty() || span.get().holds(entry.at().get());
  }

  private static Checkpoint counted(Checkpoint at, Optional<String> next, Walk walk, int queued) {
    return new Checkpoint(at.watermark(), at.started(), next, at.highest(), at.pages() + 1, at.queued() + queued, walk);
  }

  private static Checkpoint moved(Checkpoint at, Optional<String> next, Walk walk) {
    return new Checkpoint(at.watermark(), at.started(), next, at.highest(), at.pages(), at.queued(), walk);
  }
}
