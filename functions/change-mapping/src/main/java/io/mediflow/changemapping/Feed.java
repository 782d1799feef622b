package io.mediflow.changemapping;

import io.mediflow.mapping.Mapper;
import io.mediflow.mapping.ReadResult;
import io.mediflow.model.change.Change;
import io.mediflow.model.record.Problem;
import io.mediflow.model.record.RecordIds;
import io.mediflow.model.record.RecordStore;
import io.mediflow.model.record.RecordType;
import io.mediflow.model.record.StoredRecord;
import io.mediflow.model.record.StoredRecord.Ending;
import io.mediflow.model.terminology.AskedCodes;
import io.mediflow.model.terminology.Terminology;
import io.mediflow.model.terminology.TerminologyStore;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Makes records of what an HL7 v2 feed sends. A feed cannot be asked, so all is decided from what came: field by field, by {@link
 * FieldOrder}. A message of which something cannot be mapped is quarantined once, with all reasons, and what can be is mapped.
 */
@ApplicationScoped
public class Feed {

  private final RecordStore records;
  private final Mapper mapper;
  private final RecordIds ids;
  private final TerminologyStore terminology;
  private final Joining joining;
  private final Merging merging;
  private final Lookup lookup;
  private final Rekeying rekeying;
  private final Aside aside;
  private final ChangeMappingConfig config;

  public Feed(
      RecordStore records, Mapper mapper, RecordIds ids, TerminologyStore terminology, Joining joining, Merging merging,
      Lookup lookup, Rekeying rekeying, Aside aside, ChangeMappingConfig config) {
    this.records = records;
    this.mapper = mapper;
    this.ids = ids;
    this.terminology = terminology;
    this.joining = joining;
    this.merging = merging;
    this.lookup = lookup;
    this.rekeying = rekeying;
    this.aside = aside;
    this.config = config;
  }

  /** @return the records that are still to be told of */
  List<StoredRecord> take(Change change, Practice practice, Round round, byte[] body) {
    if (change.origin() == Change.Origin.PENDING_FETCH) {
      lookup.again(change);
      return List.of();
    }
    FeedMessages sent = FeedMessages.of(change, body);
    List<StoredRecord> untold = new ArrayList<>();
    boolean alone = sent.messages().size() == 1;
    int place = 0;
    for (FeedMessages.Message message : sent.messages()) {
      Set<String> patients = new LinkedHashSet<>();
      List<ReadResult> results = read(practice, message.text(), patients);
      List<StoredRecord> waiting = new ArrayList<>();
      List<Merging.Doubt> doubts = new ArrayList<>();
      Set<Problem> reasons = new LinkedHashSet<>(alone ? sent.problems() : List.of());
      for (ReadResult result : results) {
        switch (result) {
          case ReadResult.Refused(var why) -> reasons.addAll(why);
          case ReadResult.Mapped mapped when practice.leftOut(mapped.type()) -> { }
          case ReadResult.Mapped mapped -> {
            Set<RecordType> unjoined = practice.unjoined(mapped.type());
            StoredRecord told = record(message.change(), practice, mapped);
            if (!unjoined.isEmpty()) {
              reasons.add(unjoined(mapped.type(), unjoined));
            } else if (!joining.missing(practice, told).isEmpty()) {
              reasons.add(notTold(mapped.type()));
              waiting.add(told);
            } else {
              store(message.change(), practice, told, mapped, place).ifPresent(untold::add);
              doubts.addAll(merge(practice, mapped, told));
            }
          }
        }
        place++;
      }
      doubts.forEach(one -> reasons.add(one.reason()));
      reasons.addAll(lookedFor(practice, message.change(), round, waiting, patients));
      settle(practice, message.change(), results.isEmpty() ? List.of(nothing()) : List.copyOf(reasons));
      await(practice, message.change(), waiting);
      merging.await(message.change(), doubts,
          () -> results.stream().flatMap(one -> again(practice, message.change(), one)).toList());
    }
    if (!alone) {
      settle(practice, change, sent.problems());
    }
    return untold;
  }

  private List<Merging.Doubt> merge(Practice practice, ReadResult.Mapped mapped, StoredRecord told) {
    Set<String> given = mapped.absorbed().stream()
        .map(one -> practice.recordId(ids, mapped.type(), one)).collect(Collectors.toSet());
    return merging.merge(practice, mapped.type(), given, told.id());
  }

  private Stream<Merging.Doubt> again(Practice practice, Change message, ReadResult result) {
    return result instanceof ReadResult.Mapped mapped
        ? merge(practice, mapped, record(message, practice, mapped)).stream() : Stream.of();
  }

  /** The EHR is asked once for each patient who is missing: by the first message that waits for him, and by each replay. */
  private List<Problem> lookedFor(
      Practice practice, Change message, Round round, List<StoredRecord> waiting, Set<String> patients) {
    Set<String> missing = new LinkedHashSet<>();
    waiting.forEach(told -> missing.addAll(joining.missing(practice, told)));
    List<Problem> reasons = new ArrayList<>();
    boolean replay = message.origin() == Change.Origin.REPLAY;
    for (String number : patients) {
      String id = practice.recordId(ids, RecordType.PATIENT, number);
      if (!missing.contains(id)) {
        if (replay) {
          lookup.needless(message, id); // he may have come another way
        }
      } else if (replay || !rekeying.awaited(message.connection(), id)) {
        lookup.find(practice, message, round, RecordType.PATIENT, number).ifPresent(reasons::add);
      }
    }
    return reasons;
  }

  private void await(Practice practice, Change message, List<StoredRecord> waiting) {
    for (StoredRecord told : waiting) {
      joining.await(practice, message, told);
    }
  }

  /** A message that waits for others and whose worker died may have been set aside before it comes again. */
  private void settle(Practice practice, Change message, List<Problem> reasons) {
    if (!reasons.isEmpty()) {
      aside.quarantine(message, reasons, Optional.empty());
    } else if (message.origin() == Change.Origin.REPLAY || practice.shared() && aside.holds(message)) {
      aside.release(message);
    }
  }

  /** @param patients takes the number of each patient who is told of or referred to */
  private List<ReadResult> read(Practice practice, byte[] message, Set<String> patients) {
    AskedCodes asked = new AskedCodes();
    List<ReadResult> first = read(practice, message, patients, asked);
    Terminology known = asked.codes().isEmpty() ? Terminology.EMPTY : terminology.about(asked.codes());
    List<ReadResult> results = known == Terminology.EMPTY ? first : read(practice, message, patients, known);
    results.forEach(one -> {
      if (one instanceof ReadResult.Mapped mapped && mapped.type() == RecordType.PATIENT) {
        patients.add(mapped.sourceId());
      }
    });
    return results;
  }

  private List<ReadResult> read(Practice practice, byte[] message, Set<String> patients, Terminology known) {
    return mapper.map(practice.ehr(), practice.overlay(), practice.interfaceName(), Optional.empty(), message,
        practice.context(ids, patients::add).with(known));
  }

  /** Reads and decides until a decision is carried out. */
  private Optional<StoredRecord> store(Change message, Practice practice, StoredRecord spoken, ReadResult.Mapped mapped, int place) {
    String at = FieldOrder.stamp(mapped.lastUpdated(), message.fetchStart(), place, message.id());
    for (int attempt = 0; attempt < config.attempts(); attempt++) {
      Optional<StoredRecord> placed = joining.place(practice, spoken);
      if (placed.isEmpty()) {
        return Optional.empty(); // it was merged into another
      }
      StoredRecord told = placed.get();
      Optional<StoredRecord> current = records.find(told.connection(), told.id());
      switch (Contributions.decide(practice.interfaceName(), current, practice.owners(told.type()),
          own -> FieldOrder.decide(told, mapped.cleared(), at, own))) {
        case ChangeMappingDecision.Store(var next) -> {
          joining.refer(practice, next, current);
          Optional<StoredRecord> stored = records.put(next, current);
          if (stored.isPresent()) {
            joining.check(practice, stored.get());
            return stored;
          }
        }
        case ChangeMappingDecision.Touch(var seen, var untold) -> {
          joining.refer(practice, seen, current);
          if (records.touch(seen, current.orElseThrow())) {
            return untold ? Optional.of(seen) : Optional.empty();
          }
        }
        case ChangeMappingDecision.Keep(var kept, var untold) -> {
          return untold ? Optional.of(kept) : Optional.empty();
        }
        case ChangeMappingDecision.Fetch() -> throw new IllegalStateException("a feed cannot be asked");
      }
    }
    throw new IllegalStateException("other writers came first each time");
  }

  private StoredRecord record(Change message, Practice practice, ReadResult.Mapped mapped) {
    return new StoredRecord(
        message.connection(), mapped.type(), practice.recordId(ids, mapped.type(), mapped.sourceId()),
        new StoredRecord.Source(message.interfaceName(), mapped.type().label(), mapped.sourceId(), mapped.sourceVersion()),
        mapped.lastUpdated(), message.fetchStart(), Instant.ofEpochMilli(message.fetchStart()), mapped.contentHash(),
        practice.ehr().stamp(), mapped.fields(), mapped.problems(), mapped.securityMarks(), Ending.ACTIVE, "", false, 0);
  }

  static Problem unjoined(RecordType type, Set<RecordType> shared) {
    return new Problem(Problem.Category.NOT_SUPPORTED, type.label(), "Another interface of this connection has "
        + shared.stream().sorted().map(RecordType::label).collect(Collectors.joining(" and "))
        + " records too, and the package names nothing that joins the two, so none is made of this one's; use one of the interfaces alone.");
  }

  static Problem notTold(RecordType type) {
    return new Problem(Problem.Category.NOT_FOUND, type.label(), "No other interface of this connection has told of this " + type.label()
        + ", or of one that it names, and the package lets the feed make none; it is taken by itself once it turns up.");
  }

  private static Problem nothing() {
    return new Problem(Problem.Category.NOT_FOUND, "message",
        "The package's tables find no record in this message; look at what the sender is set to send.");
  }
}
