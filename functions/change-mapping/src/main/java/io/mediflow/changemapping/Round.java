package io.mediflow.changemapping;

import io.mediflow.model.change.Change;
import io.mediflow.model.connection.ConnectionStore;
import io.mediflow.model.ehr.EhrFailure;
import io.mediflow.model.ehr.EhrPage;
import io.mediflow.model.ehr.EhrResult;
import io.mediflow.model.ehr.Lane;
import io.mediflow.model.record.RecordStore;
import io.mediflow.model.record.StoredRecord;
import io.mediflow.packages.Packages;
import io.mediflow.packages.RecordSpec;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** What one batch has learned: its practices, each loaded once, and which interfaces do not answer. */
final class Round {

  private final Map<String, Practice> practices = new HashMap<>();
  private final Map<String, EhrFailure> silent = new HashMap<>();
  private final Map<String, Optional<StoredRecord>> ahead = new HashMap<>();
  private final ConnectionStore connections;
  private final Packages packages;
  private final Resources resources;
  private final Clock clock;
  private final Instant lastCall;

  /** @param lastCall after this no fetch is begun, so that the batch ends within the function's timeout */
  Round(ConnectionStore connections, Packages packages, Resources resources, Clock clock, Instant lastCall) {
    this.connections = connections;
    this.packages = packages;
    this.resources = resources;
    this.clock = clock;
    this.lastCall = lastCall;
  }

  Practice practice(Change change) {
    return practices.computeIfAbsent(key(change), key -> Practice.of(change, connections, packages));
  }

  /** Reads together what the changes are about; a change that this does not cover is read by itself. */
  void readAhead(Collection<Change> changes, RecordStore records) {
    Map<String, Set<String>> ids = new HashMap<>();
    for (Change change : changes) {
      if (change.origin() != Change.Origin.MARKER && change.sourceId() != null && change.resourceType() != null) {
        Practice practice = practice(change);
        practice.spec(change).ifPresent(spec -> ids.computeIfAbsent(change.connection(), key -> new HashSet<>())
            .add(resources.recordId(practice, spec, change)));
      }
    }
    ids.forEach((connection, own) -> {
      Map<String, StoredRecord> found = records.find(connection, own);
      own.forEach(id -> ahead.put(connection + "/" + id, Optional.ofNullable(found.get(id))));
    });
  }

  /** What was read ahead serves once: whoever comes again has to look again. */
  Optional<StoredRecord> current(String connection, String id, RecordStore records) {
    Optional<StoredRecord> known = ahead.remove(connection + "/" + id);
    return known != null ? known : records.find(connection, id);
  }

  /** Waits for an interface that does not answer once in a batch, not once for each of its changes. */
  Reading fetch(Practice practice, RecordSpec spec, Change change) {
    Optional<EhrFailure> known = silent(practice, Resources.lane(change));
    if (known.isPresent()) {
      return new Reading.Away(known.get());
    }
    Reading reading = resources.fetch(practice, spec, change);
    if (reading instanceof Reading.Away(var failure)) {
      failed(practice, Resources.lane(change), failure);
    }
    return reading;
  }

  /** A search is held to the same. */
  EhrResult<EhrPage> search(Practice practice, Lane lane, Supplier<EhrResult<EhrPage>> call) {
    Optional<EhrFailure> known = silent(practice, lane);
    if (known.isPresent()) {
      return new EhrResult.Failed<>(known.get());
    }
    EhrResult<EhrPage> answer = call.get();
    if (answer instanceof EhrResult.Failed<EhrPage>(var failure) && failure.kind().ehrAway()) {
      failed(practice, lane, failure);
    }
    return answer;
  }

  /** Why an interface is not asked now. */
  private Optional<EhrFailure> silent(Practice practice, Lane lane) {
    return Optional.ofNullable(silent.get(key(practice))).or(() -> Optional.ofNullable(silent.get(key(practice) + "/" + lane)))
        .or(() -> Optional.of(EhrFailure.of(EhrFailure.Kind.TOO_LATE)).filter(late -> clock.instant().isAfter(lastCall)));
  }

  private void failed(Practice practice, Lane lane, EhrFailure failure) {
    if (!mayBeAlone(failure)) {
      // A budget that is spent for the one may have room for who is in a hurry.
      silent.put(failure.kind() == EhrFailure.Kind.THROTTLED ? key(practice) + "/" + lane : key(practice), failure);
    }
  }

  /** A server error may be this resource's alone, and so may what only sounds like too many calls. */
  private static boolean mayBeAlone(EhrFailure failure) {
    return failure.kind() == EhrFailure.Kind.SERVER_ERROR
        || failure.kind() == EhrFailure.Kind.THROTTLED && failure.retryAfter().isEmpty();
  }

  private static String key(Practice practice) {
    return practice.connection().id() + "/" + practice.interfaceName();
  }

  private static String key(Change change) {
    return change.connection() + "/" + change.interfaceName();
  }
}
