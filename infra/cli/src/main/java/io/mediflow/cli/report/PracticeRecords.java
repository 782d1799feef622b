package io.mediflow.cli.report;

import io.mediflow.model.record.RecordStore;
import io.mediflow.model.record.RecordType;
import io.mediflow.model.record.StoredRecord;
import io.mediflow.model.store.Page;
import io.mediflow.packages.RecordFields;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** All active records of one type of a practice, a page at a time. */
final class PracticeRecords {

  private static final int PAGE = 200;

  private PracticeRecords() {}

  /** Each record once, also one that is written again meanwhile and so stands a second time at the feed's end. */
  static void each(RecordStore records, String connection, RecordType type, Consumer<StoredRecord> taker) {
    Set<String> taken = new HashSet<>();
    Page<StoredRecord> page = records.feed(connection, type, null, PAGE);
    while (!page.items().isEmpty()) { // the feed never ends: its cursor stays for what comes later
      page.items().stream().filter(one -> one.ending() == StoredRecord.Ending.ACTIVE && taken.add(one.id())).forEach(taker);
      page = records.feed(connection, type, page.cursor().orElseThrow(), PAGE);
    }
  }

  /** Fields as rows name them: the practice's own stand beside the others. */
  static Map<String, Object> fields(StoredRecord record) {
    Map<String, Object> fields = new LinkedHashMap<>(record.fields());
    if (fields.remove(RecordFields.CUSTOM) instanceof Map<?, ?> own) {
      own.forEach((name, value) -> fields.put(RecordFields.CUSTOM_PREFIX + name, value));
    }
    return fields;
  }
}
