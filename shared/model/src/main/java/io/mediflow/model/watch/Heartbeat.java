package io.mediflow.model.watch;

import java.time.Instant;
import java.util.Optional;

/**
 * The last heartbeat of one interface.
 *
 * @param misses          heartbeats in a row that failed; 0 when the last one was well
 * @param failure         why the last one failed: step and failure kind, for example {@code token: UNAUTHENTICATED}
 * @param certificateEnds of the EHR's server
 * @param keyEnds         of our signing key
 * @param capabilityHash  SHA-256 of what the EHR says of itself, hex; empty before the first answer
 */
public record Heartbeat(
    String connection,
    String interfaceName,
    Instant at,
    int misses,
    Optional<String> failure,
    Optional<Instant> lastWell,
    Optional<Instant> certificateEnds,
    Optional<Instant> keyEnds,
    String capabilityHash) {}
