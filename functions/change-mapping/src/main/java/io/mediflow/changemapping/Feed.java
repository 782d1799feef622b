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
  private final Aside aside;
  private final ChangeMappingConfig config;

  public Feed(
      RecordStore records, Mapper mapper, RecordIds ids, TerminologyStore terminology, Aside aside, ChangeMappingConfig config) {
    this.records = records;
    this.mapper = mapper;
    this.ids = ids;
    this.terminology = terminology;
    this.aside = aside;
    this.config = config;
  }

  /** @return the records that are still to be told of */
  List<StoredRecord> take(Change change, Practice practice, byte[] body) {
    FeedMessages sent = FeedMessages.of(change, body);
    List<StoredRecord> untold = new ArrayList<>();
    boolean alone = sent.messages().size() == 1;
    int place = 0;
    for (FeedMessages.Message message : sent.messages()) {
      List<ReadResult> results = read(practice, message.text());
      Set<Problem> reasons = new LinkedHashSet<>(alone ? sent.problems() : List.of());
      for (ReadResult result : results) {
        switch (result) {
          case ReadResult.Refused(var why) -> reasons.addAll(why);
          case ReadResult.Mapped mapped -> {
            Set<RecordType> unjoined = practice.unjoined(mapped.type());
            if (unjoined.isEmpty()) {
              store(message.change(), practice, mapped, place).ifPresent(untold::add);
            } else {
              reasons.add(unjoined(mapped.type(), unjoined));
            }
          }
        }
        place++;
      }
      settle(message.change(), results.isEmpty() ? List.of(nothing()) : List.copyOf(reasons));
    }
    if (!alone) {
      settle(change, sent.problems());
    }
    return untold;
  }

  private void settle(Change message, List<Problem> reasons) {
    if (!reasons.isEmpty()) {
      aside.quarantine(message, reasons, Optional.empty());
    } else if (message.origin() == Change.Origin.REPLAY) {
      aside.release(message);
    }
  }

  private List<ReadResult> read(Practice practice, byte[] message) {
    AskedCodes asked = new AskedCodes();
    List<ReadResult> results = read(practice, message, asked);
    Terminology known = asked.codes().isEmpty() ? Terminology.EMPTY : terminology.about(asked.codes());
    return known == Terminology.EMPTY ? results : read(practice, message, known);
  }

  private List<ReadResult> read(Practice practice, byte[] message, Terminology known) {
    return mapper.map(practice.ehr(), practice.overlay(), practice.interfaceName(), Optional.empty(), message,
        practice.context(ids, patient -> {}).with(known));
  }

  /** Reads and decides until a decision is carried out. */
  private Optional<StoredRecord> store(Change message, Practice practice, ReadResult.Mapped mapped, int place) {
    StoredRecord told = record(message, practice, mapped);
    String at = FieldOrder.stamp(mapped.lastUpdated(), message.fetchStart(), place, message.id());
    for (int attempt = 0; attempt < config.attempts(); attempt++) {
      Optional<StoredRecord> current = records.find(told.connection(), told.id());
      switch (FieldOrder.decide(told, mapped.cleared(), at, current)) {
        case ChangeMappingDecision.Store(var next) -> {
          Optional<StoredRecord> stored = records.put(next, current);
          if (stored.isPresent()) {
            return stored;
          }
        }
        case ChangeMappingDecision.Touch(var seen, var untold) -> {
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

  private static Problem unjoined(RecordType type, Set<RecordType> shared) {
    return new Problem(Problem.Category.NOT_SUPPORTED, type.label(), "Another interface of this connection has "
        + shared.stream().sorted().map(RecordType::label).collect(Collectors.joining(" and "))
        + " records too, and nothing joins the two yet, so none is made of the feed's; use one of the interfaces alone.");
  }

  private static Problem nothing() {
    return new Problem(Problem.Category.NOT_FOUND, "message",
        "The package's tables find no record in this message; look at what the sender is set to send.");
  }
}
