package io.mediflow.edge;

import io.mediflow.edge.deliver.Pace;
import io.mediflow.edge.deliver.Target;
import io.mediflow.edge.mllp.MllpLimits;
import io.mediflow.edge.mllp.Tls;
import io.mediflow.edge.outbound.OutboundOptions;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How to start an agent.
 *
 * @param tls        of what comes in; empty where senders do not encrypt
 * @param folder     holds the queue, for one agent only
 * @param mostQueued how many messages may wait; further ones are refused to their senders
 * @param timeout    of one request
 * @param outbound   where messages out go; empty for the way in only
 * @param statusPort on loopback; 0 finds a free one; empty for no status page
 */
public record EdgeOptions(
    InetSocketAddress listen,
    Optional<Tls> tls,
    MllpLimits limits,
    Path folder,
    int mostQueued,
    Target target,
    Duration timeout,
    Pace pace,
    Optional<OutboundOptions> outbound,
    OptionalInt statusPort) {}
