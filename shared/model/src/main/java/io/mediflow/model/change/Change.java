package io.mediflow.model.change;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * The hint that something changed, as it travels in the change queue (encrypted; it holds PHI and the source id). A marker is a
 * hint about nothing: it measures how long the queue takes.
 *
 * @param id           the change's own id; a redelivery has the same one
 * @param resourceType the EHR's type, for example {@code Patient}
 * @param sourceId     the resource's id there
 * @param body         the resource as the EHR sent it, or null when it must be fetched
 * @param bodyRef      where the resource lies when it is too large to travel, or null
 * @param fetchStart   when the fetch of {@code body} began, epoch milliseconds; for a notification when it arrived
 * @param origin       how we learned of it
 * @param attempts     how often it was a pending fetch
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Change(
    String id,
    Origin origin,
    String connection,
    String interfaceName,
    String resourceType,
    String sourceId,
    String body,
    String bodyRef,
    long fetchStart,
    int attempts) {

  public enum Origin {
    NOTIFICATION,
    POLL,
    PENDING_FETCH,
    READ_BACK,
    REPLAY,
    /** The nightly comparison found that we may lack it. */
    RECONCILIATION,
    /** No news of the EHR: what refers to a record id, which is the source id, has to follow where it leads; the body is how far that is. */
    REKEY,
    MARKER
  }

  public Change withoutBody() {
    return new Change(id, origin, connection, interfaceName, resourceType, sourceId, null, null, fetchStart, attempts);
  }

  public Change byReference(String reference) {
    return new Change(id, origin, connection, interfaceName, resourceType, sourceId, null, reference, fetchStart, attempts);
  }

  /** @param cursor how far those who refer to the record id have been led along */
  public static Change rekey(String connection, String interfaceName, String recordId, String cursor) {
    return new Change("rekey-" + recordId, Origin.REKEY, connection, interfaceName, null, recordId, cursor, null, 0, 0);
  }

  /** @param sentAt when the marker was put into the queue, epoch milliseconds */
  public static Change marker(String id, long sentAt) {
    return new Change(id, Origin.MARKER, null, null, null, null, null, null, sentAt, 0);
  }
}
