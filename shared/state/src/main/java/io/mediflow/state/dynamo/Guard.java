package io.mediflow.state.dynamo;

import io.mediflow.model.record.StoredRecord;
import java.util.Optional;

/** Optimistic locking: version 0 means that nothing is stored yet. */
final class Guard {

  static final String NOTHING_THERE = "attribute_not_exists(#pk)";

  private Guard() {}

  static String version(long stored) {
    return stored == 0 ? NOTHING_THERE : "#version = :version";
  }

  /** A record's times move while its version stays: a writer has to know both. */
  static String asRead(Optional<StoredRecord> read) {
    return read.map(one -> "#version = :version AND #fetchStart = :readFetchStart AND "
        + (one.lastUpdated().isPresent() ? "#lastUpdated = :readLastUpdated" : "attribute_not_exists(#lastUpdated)") + " AND "
        + (one.said().isEmpty() ? "attribute_not_exists(#said)" : "#said = :readSaid") + " AND "
        + (one.contributions().isEmpty() ? "attribute_not_exists(#contributed)" : "#contributed = :readContributed"))
        .orElse(NOTHING_THERE);
  }

  static Item valuesAsRead(Optional<StoredRecord> read) {
    return read.map(one -> values(one.version())
        .with("readFetchStart", one.fetchStart())
        .withNumber("readLastUpdated", one.lastUpdated())
        .withText("readSaid", RecordItem.said(one.said()))
        .withText("readContributed", Contributions.name(one.contributions()))).orElseGet(Item::empty);
  }

  static Item values(long stored) {
    return stored == 0 ? Item.empty() : Item.empty().with("version", stored);
  }
}
