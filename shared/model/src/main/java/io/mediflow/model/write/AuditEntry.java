package io.mediflow.model.write;

import java.time.Instant;

/**
 * One thing that was done, for good. It never holds a record's values, but {@code person} and {@code purpose} may be a caller's
 * free text and so hold PHI: entries are kept encrypted and never logged.
 *
 * @param id       unique, sorts by time
 * @param person   the application's name for its user, as it gave it with a write; may be empty
 * @param action   for example {@code write.received}, {@code write.confirmed}, {@code record.read}, {@code feed.read}
 * @param recordId empty when none is meant; of a feed page all of them, joined by commas
 * @param writeId  empty when none is meant
 * @param purpose  the application's purpose, or the reason given with a write as the caller put it
 * @param hash     SHA-256 of what was read or sent, hex; empty when nothing was
 */
public record AuditEntry(
    String connection,
    String id,
    Instant at,
    String application,
    String person,
    String action,
    String recordId,
    String writeId,
    String purpose,
    String outcome,
    String hash) {

  /** An id that sorts by time. @param random any 32 random bits */
  public static String idAt(Instant at, int random) {
    return String.format("%012x%08x", at.toEpochMilli(), random);
  }
}
