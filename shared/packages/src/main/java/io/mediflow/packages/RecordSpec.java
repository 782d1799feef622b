package io.mediflow.packages;

import io.mediflow.model.record.RecordType;
import java.time.Duration;
import java.util.Set;

/**
 * How one record type is read and mapped.
 *
 * @param strategies how changes are learned of
 * @param search     search parameters that every listing carries, encoded; may be empty
 * @param pageSize   resources to ask for per page
 * @param overlap    how far a window reaches back before the watermark
 * @param interval   between two windows of a whole-connection flow
 */
public record RecordSpec(
    RecordType type,
    String interfaceName,
    MappingTable table,
    Set<ChangeStrategy> strategies,
    String search,
    int pageSize,
    Duration overlap,
    Duration interval) {

  /** Mechanisms by which an EHR tells what changed (design §3). */
  public enum ChangeStrategy {
    LAST_UPDATED,
    REST_HOOK
  }

  /** Whether the EHR sends the changes and nobody lists them. */
  public boolean pushed() {
    return !strategies.contains(ChangeStrategy.LAST_UPDATED);
  }
}
