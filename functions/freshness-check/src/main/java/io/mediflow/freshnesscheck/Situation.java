package io.mediflow.freshnesscheck;

import io.mediflow.model.change.Flow;
import io.mediflow.model.change.FlowId;
import io.mediflow.model.record.QuarantineStore;
import io.mediflow.model.record.RecordType;
import io.mediflow.model.watch.Breach;
import io.mediflow.model.watch.Heartbeat;
import io.mediflow.model.watch.Rollup;
import io.mediflow.model.watch.SignOfLife;
import io.mediflow.model.write.LedgerCounts;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All that is known of one connection when it is checked.
 *
 * @param intervals between two windows of each flow, as the package has them, or for how long its silence is normal; scaled
 * @param pending the oldest pending fetch by record type
 * @param marker  the newest marker that came through the change queue
 * @param signs   of life, of agents
 * @param rollups of the longest window
 * @param open    breaches that were open before
 */
record Situation(
    String connection,
    Instant now,
    List<Flow> flows,
    Map<FlowId, Duration> intervals,
    Map<RecordType, Instant> pending,
    Optional<Instant> marker,
    List<Heartbeat> heartbeats,
    List<SignOfLife> signs,
    List<Rollup> rollups,
    QuarantineStore.Tally quarantine,
    LedgerCounts counts,
    List<Breach> open) {}
