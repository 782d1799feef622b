package io.mediflow.changemapping;

import io.mediflow.model.change.Change;
import io.mediflow.model.change.RosterStore;
import io.mediflow.model.change.RosterStore.Kind;
import io.mediflow.model.record.RecordType;
import io.mediflow.model.record.StoredRecord;
import io.mediflow.model.record.StoredRecord.Ending;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Keeps the roster and the hot set of an interface that has to be listed anew: whom its resources name, who has an appointment or encounter
 * on which day, and whom a notification or our own write was about. It goes before the record, so that a change that comes again
 * finds nothing left out.
 */
@ApplicationScoped
public class Following {

  private static final Set<String> OFF = Set.of("cancelled", "entered-in-error");

  private final RosterStore roster;
  private final Clock clock;

  public Following(RosterStore roster, Clock clock) {
    this.roster = roster;
    this.clock = clock;
  }

  void note(Practice practice, Change change, Candidate candidate, Set<String> patients) {
    if (!practice.needsRoster()) {
      return;
    }
    switch (candidate) {
      case Candidate.Gone(StoredRecord tombstone) -> {
        if (tombstone.type() == RecordType.PATIENT && tombstone.ending() == Ending.DELETED) {
          roster.leave(change.connection(), change.interfaceName(), Kind.PATIENT, List.of(change.sourceId()));
        }
      }
      case Candidate.Present(StoredRecord record, boolean pushed) -> present(practice, change, record, patients);
    }
  }

  private void present(Practice practice, Change change, StoredRecord record, Set<String> patients) {
    boolean merged = record.type() == RecordType.PATIENT && Replaced.ended(record).ending() == Ending.MERGED;
    Set<String> chart = merged ? patients : Set.of(change.sourceId());
    if (record.type() == RecordType.PATIENT) {
      follow(change, Kind.PATIENT, chart);
    }
    if (merged) {
      roster.leave(change.connection(), change.interfaceName(), Kind.PATIENT, List.of(change.sourceId()));
    }
    LocalDate today = LocalDate.now(clock.withZone(practice.connection().zone()));
    if (record.type() == RecordType.APPOINTMENT) {
      follow(change, Kind.PATIENT, patients);
      follow(change, Kind.PRACTITIONER, own(record.fields(), "practitioner"));
      follow(change, Kind.LOCATION, own(record.fields(), "location"));
    }
    if (record.type() == RecordType.APPOINTMENT || record.type() == RecordType.ENCOUNTER) { // some EHRs show no appointments
      day(record.fields(), practice.connection().zone()).filter(day -> !day.isBefore(today.minusDays(1)))
          .ifPresent(day -> hot(change, patients, day));
    }
    if (isEvent(change)) {
      hot(change, record.type() == RecordType.PATIENT ? chart : patients, today);
    }
  }

  /** What a listing brings is no event: the first one brings everybody. */
  private static boolean isEvent(Change change) {
    return switch (change.origin()) {
      case NOTIFICATION, READ_BACK -> true;
      case POLL, PENDING_FETCH, REPLAY, RECONCILIATION, REKEY, MARKER -> false;
    };
  }

  private void follow(Change change, Kind kind, Set<String> ids) {
    if (!ids.isEmpty()) {
      roster.follow(change.connection(), change.interfaceName(), kind, ids);
    }
  }

  /** Only who is followed can be hot. */
  private void hot(Change change, Set<String> patients, LocalDate day) {
    follow(change, Kind.PATIENT, patients);
    patients.forEach(one -> roster.hot(change.connection(), change.interfaceName(), one, List.of(day)));
  }

  /** The field holds a reference as the EHR writes it, {@code Practitioner/123}; of a vendor's own interface the id alone. */
  private static Set<String> own(Map<String, Object> fields, String field) {
    return fields.get(field) instanceof String reference && !reference.isBlank()
        ? Set.of(reference.substring(reference.lastIndexOf('/') + 1)) : Set.of();
  }

  private static Optional<LocalDate> day(Map<String, Object> visit, ZoneId zone) {
    if (!(visit.get("start") instanceof String start) || OFF.contains(visit.get("status"))) {
      return Optional.empty();
    }
    try {
      return Optional.of(OffsetDateTime.parse(start).atZoneSameInstant(zone).toLocalDate());
    } catch (DateTimeException partial) {
      return Optional.empty();
    }
  }
}
