package io.mediflow.writeintake;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A write as it was asked for, well-formed and not yet judged (PHI).
 *
 * @param record record id, of an update
 * @param base   the values that the caller saw; a field that was empty is not in it
 * @param fields the values that the caller wants; a null is a blank
 * @param hash   SHA-256 of all but the idempotency key, in canonical form
 */
record WriteRequest(
    String connection,
    String operation,
    Optional<String> record,
    Map<String, Object> base,
    Map<String, Object> fields,
    String person,
    String reason,
    String idempotencyKey,
    Optional<Instant> deadline,
    String hash) {}
