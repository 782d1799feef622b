package io.mediflow.model.ehr;

import java.time.Instant;
import java.util.Optional;

/**
 * One resource as the EHR answered it.
 *
 * @param body       JSON bytes; empty when a write's answer had none
 * @param id         from the body, or from Location
 * @param versionTag the ETag as it came, for If-Match
 * @param serverDate the answer's Date header, the EHR's clock
 */
public record EhrResource(
    byte[] body, Optional<String> id, Optional<String> versionTag, Optional<Instant> serverDate) {}
