package io.mediflow.cli.report;

import io.mediflow.model.record.RecordStore;
import io.mediflow.model.record.RecordType;
import io.mediflow.model.record.StoredRecord;
import io.mediflow.model.store.Page;
import java.util.function.Consumer;

/** All active records of one type of a practice, a page at a time. */
final class PracticeRecords {

  private static final int PAGE = 200;

  private PracticeRecords() {}

  static void each(RecordStore records, String connection, RecordType type, Consumer<StoredRecord> taker) {
    Page<StoredRecord> page = records.feed(connection, type, null, PAGE);
    while (!page.items().isEmpty()) { // the feed never ends: its cursor stays for what comes later
      page.items().stream().filter(one -> one.ending() == StoredRecord.Ending.ACTIVE).forEach(taker);
      page = records.feed(connection, type, page.cursor().orElseThrow(), PAGE);
    }
  }
}
