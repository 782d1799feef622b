package io.mediflow.model.record;

/** The thin event that a record changed: ids only, no PHI. */
public record RecordChanged(
    String connection, RecordType type, String id, long version, StoredRecord.Ending ending) {}
