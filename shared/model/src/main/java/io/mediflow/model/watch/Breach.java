package io.mediflow.model.watch;

import java.time.Instant;
import java.util.Optional;

/**
 * A threshold that does not hold (or no longer, once {@code until} is set).
 *
 * @param kind    heartbeat, freshness, errors, latency, certificate, key, drift, queue, quarantine, writes
 * @param subject what it is about within the connection: a flow, an operation, an interface; no PHI
 * @param sentence what is wrong, in plain words
 */
public record Breach(
    String connection, String kind, String subject, String sentence, Instant since, Optional<Instant> until) {}
