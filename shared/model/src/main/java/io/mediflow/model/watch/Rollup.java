package io.mediflow.model.watch;

import java.time.Instant;

/**
 * Calls of one operation in one minute, or what an invocation adds to them.
 *
 * @param minute      start of the minute
 * @param failures    transport, authentication and 5xx
 * @param refusals    business refusals, a measure of their own
 * @param totalMillis sum of durations
 */
public record Rollup(
    String connection, String operation, Instant minute, long calls, long failures, long refusals, long totalMillis) {}
