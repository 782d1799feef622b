package io.mediflow.mapping;

import io.mediflow.model.record.Problem;
import io.mediflow.model.record.RecordType;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/** What reading a resource came to: a record, or the reasons why there is none. */
public sealed interface ReadResult {

  /**
   * A record.
   *
   * @param sourceVersion {@code meta.versionId}, or empty
   * @param lastUpdated   {@code meta.lastUpdated} in epoch milliseconds
   * @param fields        without nulls, in a stable order
   * @param cleared       fields of which the source says that they hold nothing any more (HL7 v2's {@code ""})
   * @param problems      of data quality: the record stands all the same
   * @param absorbed      source ids of the records that the source says were merged into this one
   * @param contentHash   SHA-256 over the canonical JSON of fields, problems and marks, hex
   */
  record Mapped(
      RecordType type,
      String sourceId,
      String sourceVersion,
      OptionalLong lastUpdated,
      Map<String, Object> fields,
      Set<String> cleared,
      List<Problem> problems,
      Set<String> securityMarks,
      Set<String> absorbed,
      String contentHash)
      implements ReadResult {}

  /** No record can be made of it; it goes into quarantine with these reasons. */
  record Refused(List<Problem> reasons) implements ReadResult {}
}
