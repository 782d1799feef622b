package io.mediflow.packages;

import io.mediflow.model.record.RecordType;
import java.time.Duration;
import java.util.Set;

/**
 * How one record type is read from one interface and mapped.
 *
 * @param strategies how changes are learned of
 * @param search     search parameters that every listing carries, encoded; may be empty
 * @param pageSize   resources to ask for per page; 0 where nothing is listed
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
    SUBSCRIPTION(false),
    REST_HOOK(false),
    VENDOR_EVENT(false),
    HL7V2_FEED(false),
    CHANGED_FEED(true),
    LAST_UPDATED(true),
    WINDOWED_RELIST(true),
    BULK_SINCE(true);

    private final boolean listed;

    ChangeStrategy(boolean listed) {
      this.listed = listed;
    }

    /** Whether we ask for the changes, and are not told. */
    public boolean listed() {
      return listed;
    }
  }

  /** Whether the EHR sends the changes and nobody lists them. */
  public boolean pushed() {
    return strategies.stream().noneMatch(ChangeStrategy::listed);
  }
}
