package io.mediflow.writeback;

import java.util.Optional;

/**
 * A resource as the EHR holds it now.
 *
 * @param id         the EHR's id
 * @param body       JSON (PHI)
 * @param fetchStart when the fetch that brought it began, epoch milliseconds
 */
record Holding(String id, byte[] body, Optional<String> versionTag, long fetchStart) {}
