package io.mediflow.model.record;

/**
 * The thin event that a record changed: ids only, no PHI.
 *
 * @param successor id of the record that goes on in its place: it was merged into that one, or moved there; else empty
 */
public record RecordChanged(
    String connection, RecordType type, String id, long version, StoredRecord.Ending ending, String successor) {

  /** Of one that has no successor. */
  public RecordChanged(String connection, RecordType type, String id, long version, StoredRecord.Ending ending) {
    this(connection, type, id, version, ending, "");
  }
}
