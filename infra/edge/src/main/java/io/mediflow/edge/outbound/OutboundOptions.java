package io.mediflow.edge.outbound;

import java.time.Duration;
import javax.net.SocketFactory;

/**
 * Where messages out go, and how patiently.
 *
 * @param sockets   plain, or with TLS
 * @param answer    how long an answer is waited for
 * @param mostSends so often a message is sent without an answer; then somebody has to look
 * @param poll      between two questions while there is nothing to fetch
 */
public record OutboundOptions(String host, int port, SocketFactory sockets, Duration answer, int mostSends, Duration poll) {}
