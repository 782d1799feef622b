package io.mediflow.writeback;

import io.mediflow.mapping.Mapper;
import io.mediflow.model.record.Problem;
import io.mediflow.model.record.RecordIds;
import io.mediflow.model.record.RecordStore;
import io.mediflow.model.record.StoredRecord;
import io.mediflow.model.record.StoredRecord.Ending;
import io.mediflow.model.write.Write;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes drafts: resolves the record ids that a write's fields name to the EHR's references. */
@ApplicationScoped
public class Drafts {

  /** @param problems for each record that is not known to the connection */
  record Resolved(Draft draft, List<Problem> problems) {}

  /** Merges make no circle; a chart that is merged again and again makes a chain. */
  private static final int MOST_MERGES = 50;

  private final Mapper mapper;
  private final RecordIds ids;
  private final RecordStore records;

  public Drafts(Mapper mapper, RecordIds ids, RecordStore records) {
    this.mapper = mapper;
    this.ids = ids;
    this.records = records;
  }

  Resolved of(Site site, Write write) {
    Map<String, String> sources = new HashMap<>();
    List<Problem> problems = new ArrayList<>();
    for (String id : Draft.guarded(() ->
        mapper.references(site.ehr(), site.overlay(), write.request().interfaceName(), site.type(), Draft.wanted(site.operation(), write)))) {
      Optional<StoredRecord.Source> source = standing(write.connection(), id).flatMap(one -> source(site, one, write));
      source.ifPresent(one -> sources.put(id, one.type() + "/" + one.id()));
      if (source.isEmpty()) {
        problems.add(new Problem(Problem.Category.NOT_FOUND, "fields",
            "A record that this refers to is not known to the interface that is written to; look it up again."));
      }
    }
    return new Resolved(new Draft(mapper, ids, site, write, sources, id -> standing(write.connection(), id).map(StoredRecord::id).orElse(id)),
        problems);
  }

  /** The record that an update changes: where it was merged, the one that goes on. As it was asked for where none is known. */
  Optional<String> target(Write write) {
    return write.recordId().map(id -> standing(write.connection(), id).map(StoredRecord::id).orElse(id));
  }

  /** The EHR's id of the record that an update changes. */
  Optional<String> sourceId(Site site, Write write) {
    return write.recordId()
        .flatMap(id -> standing(write.connection(), id))
        .filter(one -> one.ending() == Ending.ACTIVE || one.ending() == Ending.MOVED)
        .flatMap(one -> source(site, one, write)).map(StoredRecord.Source::id);
  }

  /** What is there now under an id; who was merged is there as the one that he was merged into. */
  private Optional<StoredRecord> standing(String connection, String id) {
    Optional<StoredRecord> found = records.find(connection, id);
    for (int step = 0; step < MOST_MERGES && found.filter(one -> one.ending() == Ending.MERGED).isPresent(); step++) {
      found = records.find(connection, found.get().successor());
    }
    return found;
  }

  /** As the interface that is written to names it; empty where only others told of it, whose ids are not that one's. */
  private static Optional<StoredRecord.Source> source(Site site, StoredRecord one, Write write) {
    String named = site.ehr().namedBy(one.type(), write.request().interfaceName());
    return Optional.ofNullable(one.contributions().isEmpty() ? one : one.contributions().get(named)).map(StoredRecord::source)
        .filter(source -> source.interfaceName().equals(named));
  }
}
