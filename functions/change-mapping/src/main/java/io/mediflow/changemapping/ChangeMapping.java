package io.mediflow.changemapping;

import io.mediflow.changemapping.ChangeMappingDecision.Fetch;
import io.mediflow.changemapping.ChangeMappingDecision.Keep;
import io.mediflow.changemapping.ChangeMappingDecision.Store;
import io.mediflow.changemapping.ChangeMappingDecision.Touch;
import io.mediflow.model.record.StoredRecord;
import io.mediflow.model.record.StoredRecord.Ending;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Decides which of two states of a record is the newer: newer {@code lastUpdated} wins, at equal or missing {@code
 * lastUpdated} the later start of the fetch. What was pushed was not fetched, so where only the fetch would tell, the
 * EHR is asked.
 */
final class ChangeMapping {

  private ChangeMapping() {}

  static ChangeMappingDecision decide(Candidate candidate, Optional<StoredRecord> current) {
    return switch (candidate) {
      case Candidate.Present(var record, var pushed) -> current
          .map(one -> one.ending() != Ending.ACTIVE
              ? afterEnding(record, pushed, one)
              : between(record, pushed, one))
          .orElseGet(() -> pushed && record.lastUpdated().isEmpty() ? new Fetch() : new Store(record));
      case Candidate.Gone gone -> current
          .map(one -> gone(gone, one))
          .orElseGet(() -> new Store(gone.tombstone()));
    };
  }

  private static ChangeMappingDecision between(StoredRecord record, boolean pushed, StoredRecord current) {
    boolean undated = record.lastUpdated().isEmpty() || current.lastUpdated().isEmpty();
    if (pushed && undated) {
      return new Fetch();
    }
    int newer = undated ? 0 : Long.compare(record.lastUpdated().getAsLong(), current.lastUpdated().getAsLong());
    boolean later = record.fetchStart() > current.fetchStart();
    if (newer < 0) {
      return keep(current);
    }
    if (record.contentHash().equals(current.contentHash())) {
      return newer > 0 || later ? touch(record, current) : keep(current);
    }
    if (newer > 0) {
      return store(record, current);
    }
    if (undated) {
      return later ? store(record, current) : keep(current);
    }
    // Two contents with one time: the EHR's clock is coarse. What is stored may have been pushed, then its fetch start
    // proves nothing.
    return later && !pushed ? store(record, current) : new Fetch();
  }

  /** Only a fetch that began after the ending was seen brings a record back to life. */
  private static ChangeMappingDecision afterEnding(StoredRecord record, boolean pushed, StoredRecord current) {
    if (pushed) {
      return new Fetch();
    }
    return record.fetchStart() > current.fetchStart() ? store(record, current) : keep(current);
  }

  /**
   * A record keeps its fields and its {@code lastUpdated} when it ends, so that what is older stays older. A deletion is final, and who
   * has a successor keeps it.
   */
  private static ChangeMappingDecision gone(Candidate.Gone gone, StoredRecord current) {
    Ending ending = gone.tombstone().ending();
    if (current.ending() == Ending.DELETED || current.ending() == ending || Replaced.goesOn(current)) {
      return keep(current);
    }
    if (gone.fetchStart() < current.fetchStart()) {
      return new Fetch();
    }
    return new Store(new StoredRecord(
        current.connection(), current.type(), current.id(), current.source(), current.lastUpdated(), gone.fetchStart(),
        gone.fetchedAt(), gone.tombstone().contentHash(), gone.tombstone().packageVersion(), current.fields(),
        List.of(), current.securityMarks(), ending, "", false, current.version(), current.said()));
  }

  private static ChangeMappingDecision store(StoredRecord next, StoredRecord current) {
    return new Store(times(next, next.lastUpdated(), next.fetchStart(), next.fetchedAt(), current.version()));
  }

  private static ChangeMappingDecision touch(StoredRecord record, StoredRecord current) {
    OptionalLong lastUpdated = record.lastUpdated().isPresent() ? record.lastUpdated() : current.lastUpdated();
    boolean later = record.fetchStart() > current.fetchStart();
    StoredRecord times = later ? record : current;
    return new Touch(
        times(current, lastUpdated, times.fetchStart(), times.fetchedAt(), current.version()), !current.published());
  }

  private static ChangeMappingDecision keep(StoredRecord current) {
    return new Keep(current, !current.published());
  }

  private static StoredRecord times(
      StoredRecord one, OptionalLong lastUpdated, long fetchStart, Instant fetchedAt, long version) {
    return new StoredRecord(
        one.connection(), one.type(), one.id(), one.source(), lastUpdated, fetchStart, fetchedAt, one.contentHash(),
        one.packageVersion(), one.fields(), one.problems(), one.securityMarks(), one.ending(), one.feedPosition(),
        one.published(), version, one.said());
  }
}
