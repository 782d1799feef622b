package io.mediflow.writeback;

import io.mediflow.mapping.Mapper;
import io.mediflow.model.record.Problem;
import io.mediflow.model.record.RecordIds;
import io.mediflow.model.record.RecordStore;
import io.mediflow.model.record.StoredRecord;
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
      Optional<StoredRecord.Source> source = records.find(write.connection(), id).map(StoredRecord::source);
      source.ifPresent(one -> sources.put(id, one.type() + "/" + one.id()));
      if (source.isEmpty()) {
        problems.add(new Problem(Problem.Category.NOT_FOUND, "fields",
            "A record that this refers to is not known to this connection; look it up again."));
      }
    }
    return new Resolved(new Draft(mapper, ids, site, write, sources), problems);
  }

  /** The EHR's id of the record that an update changes. */
  Optional<String> sourceId(Write write) {
    return write.recordId()
        .flatMap(id -> records.find(write.connection(), id))
        .filter(one -> one.ending() == StoredRecord.Ending.ACTIVE)
        .map(one -> one.source().id());
  }
}
