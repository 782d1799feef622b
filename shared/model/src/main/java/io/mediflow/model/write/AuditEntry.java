package io.mediflow.model.write;

import java.time.Instant;

/**
 * One thing that was done, for good. No field holds PHI.
 *
 * @param id       unique, sorts by time
 * @param action   for example {@code write.received}, {@code write.confirmed}, {@code record.read}, {@code feed.read}
 * @param recordId empty when none is meant; of a feed page all of them, joined by commas
 * @param writeId  empty when none is meant
 * @param purpose  the application's purpose, or the reason given with a write
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
