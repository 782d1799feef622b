/**
 * heartbeat: can we reach each EHR, sign in to it, and read what it says of itself; when do its certificate and our key end.
 *
 * <p>Trigger: its own queue. A schedule puts {@code {"tick":true}} there every 5 minutes; the tick pages through the connections
 * and queues one {@code {"connection":"…"}} for each, and {@code {"cursor":"…","page":n}} for the next page.
 *
 * <p>Input: {@code SQSEvent}; output: {@code SQSBatchResponse} with the messages that must come again.
 *
 * <p>Tables: reads connections; reads and writes watch. Its calls are of the lane {@code PROBE}: they go also to an EHR that counts as away.
 *
 * <p>On failure: what the EHR does is a miss, kept in the heartbeat, also when it is so slow that no time is left for the next step; a store that is away fails the one message, which the queue
 * brings again. A message that comes twice counts once.
 */
package io.mediflow.heartbeat;
