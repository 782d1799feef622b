package io.mediflow.scheduledpolling;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.mediflow.model.change.Checkpoint;
import io.mediflow.model.change.Checkpoint.Walk;
import io.mediflow.model.change.Reconciliation.Found;
import io.mediflow.model.change.Reconciliation.Gap;
import io.mediflow.model.ehr.EhrFailure;
import io.mediflow.model.ehr.EhrFailure.Kind;
import io.mediflow.model.ehr.EhrPage;
import io.mediflow.model.ehr.EhrResult;
import io.mediflow.model.record.RecordType;
import io.mediflow.model.record.StoredRecord;
import io.mediflow.scheduledpolling.ReconcileDecision.Again;
import io.mediflow.scheduledpolling.ReconcileDecision.End;
import io.mediflow.scheduledpolling.ReconcileDecision.Fail;
import io.mediflow.scheduledpolling.ReconcileDecision.GoOn;
import java.io.IOException;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/**
 * Decides how a nightly comparison goes. First the EHR's listing is held against our records, page by page; once it is complete, our
 * records are held against it, so many at a time. The checkpoint has a subject from then on.
 */
final class Reconcile {

  /** What a listed resource is beside what we hold of it. */
  enum Verdict {
    EQUAL(new Found(1, 0, 0, 0, 0)),
    MERGED(Found.NOTHING.withMerged(1)),
    MISSING(new Found(0, 1, 0, 0, 0)),
    STALE(new Found(0, 0, 1, 0, 0)),
    BY_CONTENT(new Found(0, 0, 0, 1, 0));

    private final Found found;

    Verdict(Found found) {
      this.found = found;
    }

    Found found() {
      return found;
    }
  }

  /**
   * How patient a comparison is.
   *
   * @param attempts that a page has which the EHR fails to make
   * @param retry    when to go on, should it have failed
   * @param latest   and however long the EHR wishes us to wait
   * @param giveUp   when it ends with what it has
   */
  record Patience(int attempts, Instant now, Instant retry, Instant latest, Instant giveUp) {}

  private static final ObjectMapper JSON = new ObjectMapper();

  /** The checkpoint's subject once the listing is complete. */
  private static final String HELD = "held";

  private Reconcile() {}

  /** @param held what this interface has told of it; empty where nothing */
  static Verdict verdict(Optional<StoredRecord> held, EhrPage.Entry listed) {
    if (held.isEmpty()) {
      return Verdict.MISSING;
    }
    StoredRecord own = held.get();
    if (!own.source().id().equals(listed.id())) {
      return Verdict.MERGED; // its chart goes on in another one, and what is said of the first is not said of that
    }
    return switch (own.ending()) {
      case DELETED, NOT_VISIBLE -> Verdict.MISSING;
      case MERGED -> Verdict.MERGED;
      case ACTIVE, MOVED -> own.lastUpdated().isPresent() && listed.lastUpdated().isPresent()
          ? byTime(own, listed, listed.lastUpdated().get().toEpochMilli()) : byVersion(own, listed, Verdict.BY_CONTENT);
    };
  }

  private static Verdict byTime(StoredRecord own, EhrPage.Entry listed, long at) {
    int newer = Long.compare(at, own.lastUpdated().getAsLong());
    return newer > 0 ? Verdict.STALE : newer < 0 ? Verdict.EQUAL : byVersion(own, listed, Verdict.EQUAL);
  }

  private static Verdict byVersion(StoredRecord own, EhrPage.Entry listed, Verdict without) {
    String version = version(listed.body());
    return version.isEmpty() || own.source().version().isEmpty() ? without
        : version.equals(own.source().version()) ? Verdict.EQUAL : Verdict.STALE;
  }

  private static String version(byte[] body) {
    try {
      return JSON.readTree(body).at("/meta/versionId").asText();
    } catch (IOException notJson) {
      return "";
    }
  }

  /**
   * Whether what we hold should be in a complete listing.
   *
   * @param began when the listing did: what was fetched since was there
   * @param depth where the listing begins, by the record's date; empty where it has all
   */
  static boolean isListed(StoredRecord own, Instant began, Optional<LocalDate> depth) {
    return own.ending() == StoredRecord.Ending.ACTIVE && own.fetchStart() < began.toEpochMilli()
        && depth.map(from -> date(own).filter(day -> day.isAfter(from)).isPresent()).orElse(true);
  }

  /** Of what a search by start depth goes by; an EHR's day may be another one than ours, so that the first day is left out. */
  private static Optional<LocalDate> date(StoredRecord own) {
    return dateField(own.type()).map(own.fields()::get).map(Object::toString).filter(text -> text.length() >= 10).flatMap(text -> {
      try {
        return Optional.of(LocalDate.parse(text.substring(0, 10)));
      } catch (DateTimeException none) {
        return Optional.empty();
      }
    });
  }

  private static Optional<String> dateField(RecordType type) {
    return switch (type) {
      case APPOINTMENT, ENCOUNTER, SLOT -> Optional.of("start");
      case OBSERVATION -> Optional.of("effectiveAt");
      case NOTE -> Optional.of("authoredAt");
      case CHARGE -> Optional.of("serviceDate");
      case CLAIM -> Optional.of("createdDate");
      case PATIENT, COVERAGE, CONDITION, MEDICATION, ALLERGY, IMMUNIZATION, PROCEDURE, PRACTITIONER, LOCATION -> Optional.empty();
    };
  }

  /**
   * After a page of the listing.
   *
   * @param at  the checkpoint before it
   */
  static ReconcileDecision listed(Checkpoint at, EhrResult<EhrPage> answer, Patience patience) {
    return switch (answer) {
      case EhrResult.Failed<EhrPage>(var failure) -> failed(at, failure, patience);
      // A page that follows itself would never end.
      case EhrResult.Done<EhrPage>(var page) when page.next().isPresent() && page.next().map(URI::toString).equals(at.next()) ->
          failed(at, EhrFailure.of(Kind.MALFORMED), patience);
      case EhrResult.Done<EhrPage>(var page) when late(patience) -> new End(Optional.of(Gap.OUT_OF_TIME));
      case EhrResult.Done<EhrPage>(var page) -> new GoOn(with(at, page.next().map(URI::toString), at.pages() + 1,
          walk(at, page.next().isPresent() ? Optional.empty() : Optional.of(HELD), Optional.empty())));
    };
  }

  private static boolean late(Patience patience) {
    return !patience.now().isBefore(patience.giveUp());
  }

  private static ReconcileDecision failed(Checkpoint at, EhrFailure failure, Patience patience) {
    boolean late = late(patience);
    return switch (failure.kind()) {
      case UNREACHABLE, THROTTLED, UNAUTHENTICATED -> late ? new End(Optional.of(Gap.SEARCH_FAILED))
          : fail(at, at.walk().failed(), failure, patience);
      case BROKEN, SERVER_ERROR -> late || at.walk().failed() + 1 >= patience.attempts() ? new End(Optional.of(Gap.SEARCH_FAILED))
          : fail(at, at.walk().failed() + 1, failure, patience);
      case FORBIDDEN, NOT_FOUND, GONE, CONFLICT, PRECONDITION, REFUSED, MALFORMED, TOO_LATE -> again(at);
    };
  }

  /** A listing whose pages are lost, the EHR's or ours, begins once more, and but once. */
  static ReconcileDecision again(Checkpoint at) {
    return at.pages() == 0 || at.walk().skipped() > 0 ? new End(Optional.of(Gap.SEARCH_FAILED))
        : new Again(with(at, Optional.empty(), 0, new Walk(Optional.empty(), Optional.empty(), 0, 1)));
  }

  private static Fail fail(Checkpoint at, int failed, EhrFailure failure, Patience patience) {
    Instant wished = failure.retryAfter().filter(patience.retry()::isBefore).orElse(patience.retry());
    return new Fail(with(at, at.next(), at.pages(), new Walk(at.walk().after(), at.walk().subject(), failed, at.walk().skipped())),
        failure.kind().name(), wished.isBefore(patience.latest()) ? wished : patience.latest());
  }

  /** Whether the listing is complete, and our records are held against it. */
  static boolean isListed(Checkpoint at) {
    return at.walk().subject().isPresent();
  }

  /**
   * After some of what we hold.
   *
   * @param cursor where the next ones begin; empty at the end
   * @param gap    what the listing left out though it is complete
   */
  static ReconcileDecision held(Checkpoint at, Optional<String> cursor, Optional<Gap> gap, Patience patience) {
    return cursor.isEmpty() ? new End(gap)
        : late(patience) ? new End(Optional.of(Gap.OUT_OF_TIME))
        : new GoOn(with(at, Optional.empty(), at.pages() + 1, walk(at, at.walk().subject(), cursor)));
  }

  private static Walk walk(Checkpoint at, Optional<String> subject, Optional<String> cursor) {
    return new Walk(cursor, subject, 0, at.walk().skipped());
  }

  private static Checkpoint with(Checkpoint at, Optional<String> next, int pages, Walk walk) {
    return new Checkpoint(at.watermark(), at.started(), next, at.highest(), pages, at.queued(), walk);
  }
}
