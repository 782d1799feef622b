package io.mediflow.scheduledpolling;

import io.mediflow.model.record.Crosswalk;
import io.mediflow.model.record.Crosswalk.Lead;
import io.mediflow.model.record.RecordIds;
import io.mediflow.model.record.RecordStore;
import io.mediflow.model.record.RecordType;
import io.mediflow.model.record.StoredRecord;
import io.mediflow.model.store.Page;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What we hold of an interface, found by the names that its own ids make. */
@ApplicationScoped
public class Held {

  /** Leads make no circle, and only a chart that is merged again and again makes a longer chain. */
  private static final int MOST_STEPS = 50;

  private final RecordStore records;
  private final Crosswalk crosswalk;
  private final RecordIds ids;

  public Held(RecordStore records, Crosswalk crosswalk, RecordIds ids) {
    this.records = records;
    this.crosswalk = crosswalk;
    this.ids = ids;
  }

  /** The record id that a source id makes, whether such a record is held or its name leads to another. */
  String name(FlowRun run, String sourceId) {
    RecordType type = run.spec().type();
    String way = run.spec().interfaceName();
    return ids.recordId(run.connection().id(), run.ehr().namedBy(type, way), type, sourceId);
  }

  /** What the interface has told of these, by name; those of which it has told nothing are left out. */
  Map<String, StoredRecord> find(FlowRun run, Set<String> names) {
    String connection = run.connection().id();
    Map<String, StoredRecord> found = new HashMap<>(records.find(connection, names));
    Set<String> others = new HashSet<>(names);
    others.removeAll(found.keySet());
    Map<String, String> ends = others.isEmpty() ? Map.of() : ends(connection, others);
    Map<String, StoredRecord> led = ends.isEmpty() ? Map.of() : records.find(connection, new HashSet<>(ends.values()));
    ends.forEach((name, end) -> Optional.ofNullable(led.get(end)).ifPresent(record -> found.put(name, record)));
    Map<String, StoredRecord> told = new HashMap<>();
    found.forEach((name, record) -> told(run, record).ifPresent(part -> told.put(name, part)));
    return told;
  }

  Page<StoredRecord> page(FlowRun run, Optional<String> cursor, int limit) {
    return records.feed(run.connection().id(), run.spec().type(), cursor.orElse(null), limit);
  }

  /** What the interface told of a record, where it did. A record that was merged into another is all of it. */
  static Optional<StoredRecord> told(FlowRun run, StoredRecord record) {
    String way = run.spec().interfaceName();
    return record.ending() == StoredRecord.Ending.MERGED ? Optional.of(record)
        : Optional.ofNullable(record.contributions().get(way)).or(() -> Optional.of(record)
            .filter(one -> one.contributions().isEmpty() && one.source().interfaceName().equals(way)));
  }

  /** Where names of things that are known by another lead. */
  private Map<String, String> ends(String connection, Set<String> names) {
    Map<String, String> ends = new HashMap<>();
    names.forEach(name -> ends.put(name, name));
    Map<String, Lead> next = crosswalk.find(connection, names);
    for (int step = 0; step < MOST_STEPS && !next.isEmpty(); step++) {
      Map<String, Lead> leads = next;
      ends.replaceAll((name, at) -> leads.containsKey(at) ? leads.get(at).to() : at);
      next = crosswalk.find(connection, new HashSet<>(ends.values()));
    }
    ends.entrySet().removeIf(one -> one.getKey().equals(one.getValue()));
    return ends;
  }
}
