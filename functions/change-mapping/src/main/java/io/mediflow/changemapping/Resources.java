package io.mediflow.changemapping;

import io.mediflow.mapping.Mapper;
import io.mediflow.mapping.ReadResult;
import io.mediflow.model.change.Change;
import io.mediflow.model.ehr.Ehr;
import io.mediflow.model.ehr.EhrFailure;
import io.mediflow.model.ehr.EhrResource;
import io.mediflow.model.ehr.EhrResult;
import io.mediflow.model.ehr.Lane;
import io.mediflow.model.record.Problem;
import io.mediflow.model.record.RecordIds;
import io.mediflow.model.record.RecordType;
import io.mediflow.model.record.StoredRecord.Ending;
import io.mediflow.model.record.StoredRecord;
import io.mediflow.model.terminology.AskedCodes;
import io.mediflow.model.terminology.Terminology;
import io.mediflow.model.terminology.TerminologyStore;
import io.mediflow.packages.RecordSpec;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;

/** Reads resources: those that came along, and those that are fetched. */
@ApplicationScoped
public class Resources {

  /** SHA-256 of {@code {"ending":"deleted"}}: a record that has ended has no other content that could change. */
  private static final String DELETED_HASH = "500f5fe5b72c4f081d00b97fe075d18e8604c18769fce8a16cb01cc3bac20a54";

  /** SHA-256 of {@code {"ending":"not_visible"}}. */
  private static final String NOT_VISIBLE_HASH = "ef30cb5159b38f3d2867b636ecdd99f98b1448096a2d0645f9a27bf10c4158e5";

  private final Ehr ehr;
  private final Mapper mapper;
  private final RecordIds ids;
  private final Clock clock;
  private final TerminologyStore terminology;

  public Resources(Ehr ehr, Mapper mapper, RecordIds ids, Clock clock, TerminologyStore terminology) {
    this.ehr = ehr;
    this.mapper = mapper;
    this.terminology = terminology;
    this.ids = ids;
    this.clock = clock;
  }

  String recordId(Practice practice, RecordSpec spec, Change change) {
    return practice.recordId(ids, spec.type(), change.sourceId());
  }

  /** The resource that came along. */
  Reading inline(Practice practice, RecordSpec spec, Change change, byte[] body) {
    return map(practice, spec, change, body, change.fetchStart(), pushed(change), Optional.empty());
  }

  /** Why a resource is unfit that nobody can place. */
  List<Problem> reasons(Practice practice, byte[] body) {
    return read(practice, Optional.empty(), body, new HashSet<>()).stream()
        .flatMap(one -> one instanceof ReadResult.Refused(var reasons) ? reasons.stream() : Stream.empty()).toList();
  }

  Reading fetch(Practice practice, RecordSpec spec, Change change) {
    long fetchStart = clock.millis(); // before the call: what changes while it runs is newer
    return switch (ehr.read(practice.access().in(lane(change)), change.resourceType(), change.sourceId())) {
      case EhrResult.Done<EhrResource>(var resource) ->
          map(practice, spec, change, resource.body(), fetchStart, false, Optional.of(resource.body()));
      case EhrResult.Failed<EhrResource>(var failure) when failure.kind() == EhrFailure.Kind.GONE ->
          new Reading.Known(new Candidate.Gone(tombstone(practice, spec, change, fetchStart, Ending.DELETED)), Set.of());
      case EhrResult.Failed<EhrResource>(var failure) when failure.kind() == EhrFailure.Kind.NOT_FOUND -> new Reading.Unseen(
          new Candidate.Gone(tombstone(practice, spec, change, fetchStart, Ending.NOT_VISIBLE)), reason(failure.kind()));
      case EhrResult.Failed<EhrResource>(var failure) when failure.kind().ehrAway() -> new Reading.Away(failure);
      case EhrResult.Failed<EhrResource>(var failure) ->
          new Reading.Unfit(List.of(reason(failure.kind())), Optional.empty());
    };
  }

  /** Somebody waits for what the EHR tells us of, and for what became of a write. */
  static Lane lane(Change change) {
    return switch (change.origin()) {
      case NOTIFICATION, READ_BACK -> Lane.URGENT;
      case POLL, PENDING_FETCH, REPLAY, REKEY, MARKER -> Lane.SOON;
      case RECONCILIATION -> Lane.LATER;
    };
  }

  private List<ReadResult> read(Practice practice, Optional<RecordType> type, byte[] body, Set<String> patients) {
    AskedCodes asked = new AskedCodes();
    List<ReadResult> results = read(practice, type, body, patients, asked);
    Terminology known = asked.codes().isEmpty() ? Terminology.EMPTY : terminology.about(asked.codes());
    return known == Terminology.EMPTY ? results : read(practice, type, body, patients, known); // nothing is known: it is read already
  }

  private List<ReadResult> read(Practice practice, Optional<RecordType> type, byte[] body, Set<String> patients, Terminology known) {
    return mapper.map(
        practice.ehr(), practice.overlay(), practice.interfaceName(), type, body, practice.context(ids, patients::add).with(known));
  }

  private Reading map(
      Practice practice, RecordSpec spec, Change change, byte[] body, long fetchStart, boolean pushed,
      Optional<byte[]> fetched) {
    Set<String> patients = new HashSet<>();
    List<ReadResult> results = read(practice, Optional.of(spec.type()), body, patients);
    if (results.size() != 1) {
      return another(fetched);
    }
    return switch (results.getFirst()) {
      case ReadResult.Refused(var reasons) -> new Reading.Unfit(reasons, fetched);
      case ReadResult.Mapped mapped when !mapped.sourceId().equals(change.sourceId()) -> another(fetched);
      case ReadResult.Mapped mapped ->
          new Reading.Known(new Candidate.Present(record(practice, spec, change, mapped, fetchStart), pushed), patients);
    };
  }

  private static Reading another(Optional<byte[]> fetched) {
    return new Reading.Unfit(List.of(new Problem(Problem.Category.STRUCTURE, "id",
        "The resource is another one than the one that was announced; look at what the EHR sends.")), fetched);
  }

  private StoredRecord record(
      Practice practice, RecordSpec spec, Change change, ReadResult.Mapped mapped, long fetchStart) {
    return new StoredRecord(
        change.connection(), spec.type(), recordId(practice, spec, change), source(change, mapped.sourceVersion()),
        mapped.lastUpdated(), fetchStart, Instant.ofEpochMilli(fetchStart), mapped.contentHash(),
        practice.ehr().stamp(), mapped.fields(), mapped.problems(), mapped.securityMarks(),
        Ending.ACTIVE, "", false, 0);
  }

  private StoredRecord tombstone(Practice practice, RecordSpec spec, Change change, long fetchStart, Ending ending) {
    return new StoredRecord(
        change.connection(), spec.type(), recordId(practice, spec, change), source(change, ""),
        OptionalLong.empty(), fetchStart, Instant.ofEpochMilli(fetchStart), ending == Ending.DELETED ? DELETED_HASH : NOT_VISIBLE_HASH, practice.ehr().stamp(),
        Map.of(), List.of(), Set.of(), ending, "", false, 0);
  }

  private static StoredRecord.Source source(Change change, String version) {
    return new StoredRecord.Source(change.interfaceName(), change.resourceType(), change.sourceId(), version);
  }

  private static boolean pushed(Change change) {
    return switch (change.origin()) {
      case NOTIFICATION, REPLAY -> true; // a replay's resource has lain in quarantine
      case POLL, READ_BACK, PENDING_FETCH, RECONCILIATION, REKEY, MARKER -> false;
    };
  }

  private static Problem reason(EhrFailure.Kind kind) {
    return switch (kind) {
      case NOT_FOUND -> new Problem(Problem.Category.NOT_FOUND, "",
          "The EHR has no such resource, or does not show it to us; check the scopes, then replay.");
      case FORBIDDEN -> new Problem(Problem.Category.SECURITY, "",
          "The EHR does not let us read this resource; ask the practice to grant it, then replay.");
      case UNREACHABLE, BROKEN, SERVER_ERROR, THROTTLED, UNAUTHENTICATED, GONE, CONFLICT, PRECONDITION, REFUSED,
          MALFORMED, TOO_LATE -> new Problem(Problem.Category.PROCESSING, "",
              "The EHR did not answer this read as it should (" + kind + "); tell its vendor, then replay.");
    };
  }
}
