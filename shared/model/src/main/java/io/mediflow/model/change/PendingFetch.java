package io.mediflow.model.change;

import io.mediflow.model.record.RecordType;
import java.time.Instant;

/**
 * A change whose fetch failed for the EHR's sake and will be tried again.
 *
 * @param recordId  of the record that waits: one pending fetch each
 * @param change    what to fetch, without body
 * @param since     when the first failed; the flow is no fresher than this
 */
public record PendingFetch(
    String connection, String recordId, RecordType type, Change change, Instant since, Instant nextAttemptAt) {}
