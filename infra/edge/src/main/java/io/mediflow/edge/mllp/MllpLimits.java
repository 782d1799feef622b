package io.mediflow.edge.mllp;

import java.time.Duration;

/**
 * What one sender may ask of the agent.
 *
 * @param mostBytes       of one message or batch
 * @param mostConnections open at once
 * @param idle            how long a connection may be silent between messages
 * @param block           how long a message may take from its first byte to its last
 */
public record MllpLimits(int mostBytes, int mostConnections, Duration idle, Duration block) {}
