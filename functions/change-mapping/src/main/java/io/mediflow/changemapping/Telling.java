package io.mediflow.changemapping;

import io.mediflow.model.record.EventBus;
import io.mediflow.model.record.RecordChanged;
import io.mediflow.model.record.RecordStore;
import io.mediflow.model.record.StoredRecord;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.Map;

/** Tells of records, then clears their marks. */
@ApplicationScoped
public class Telling {

  private final RecordStore records;
  private final EventBus events;

  public Telling(RecordStore records, EventBus events) {
    this.records = records;
    this.events = events;
  }

  void tell(Iterable<StoredRecord> untold) {
    Map<String, StoredRecord> once = new LinkedHashMap<>();
    untold.forEach(one -> once.put(one.connection() + "/" + one.id() + "/" + one.version(), one));
    if (once.isEmpty()) {
      return;
    }
    events.publish(once.values().stream()
        .map(one -> new RecordChanged(one.connection(), one.type(), one.id(), one.version(), one.ending(), one.successor())).toList());
    once.values().forEach(one -> records.published(one.connection(), one.id(), one.version()));
  }
}
