/**
 * freshness-check: every threshold of {@code infra/alarms/thresholds.yaml} against what is known of each connection; tells what
 * begins and what has ended, once.
 *
 * <p>Trigger: its own queue. A schedule puts {@code {"tick":true}} there every minute; the tick pages through the connections and
 * queues one {@code {"connection":"…"}} for each, and {@code {"cursor":"…","page":n}} for the next page.
 *
 * <p>Input: {@code SQSEvent}; output: {@code SQSBatchResponse} with the messages that must come again.
 *
 * <p>Tables: reads connections, flows, records (pending fetches, quarantine), ledger, watch; writes watch. Topic: alerts. Metric:
 * {@code breach} per kind, the number of connections in breach.
 *
 * <p>A flow that the package lets look more seldom than the freshness threshold asks (the rest of a roster, at night) is held to its
 * interval and a quarter more; its age is told as it is.
 *
 * <p>A flow that is only pushed has no windows: it is held to how long the package, or the connection, says that its silence is normal,
 * by its last notification. An agent in a practice's network is held to its sign of life. The practice's hours are not known.
 *
 * <p>On failure: the one message comes again; a transition is told by whoever wrote it first, so a redelivery tells nothing twice.
 */
package io.mediflow.freshnesscheck;
