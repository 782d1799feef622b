/**
 * scheduled-polling: finds the flows that are due and runs their windows by the strategy {@code last-updated}.
 *
 * <p>Trigger: its own queue. A schedule puts {@code {"tick":true}} there each minute; a tick sends one marker through
 * the change queue, queues a {@code FlowWindow} for each flow that is due, and hands pending fetches that are due to
 * the change queue. A {@code FlowWindow} runs the window of one flow, or goes on with it: as many pages as one run
 * may have, then a message to itself. No chain of such messages is longer than its bound, which is counted in the
 * checkpoint; after that the next tick goes on.
 *
 * <p>Output: changes with the resources inline, without a type or id where the EHR gave none; {@code SQSBatchResponse} with the messages that must come again.
 *
 * <p>A window lists everything since the watermark minus an overlap, oldest change first, and stores the checkpoint
 * of each page after the change queue has taken it. Whole, it moves the watermark to the Date of its first answer
 * (else to the largest {@code lastUpdated}): always the EHR's clock,
 * but nothing that lies ahead of ours by more than the overlap. The overlap covers what the EHR shows late, and
 * the difference between the clocks of its web server and its database.
 *
 * <p>Tables: reads connections; reads and writes flows and pending fetches.
 *
 * <p>On failure: a page that fails fails the window: its kind is kept with the flow, the watermark stays, and the
 * flow is due again soon. The window goes on where it stood when the EHR was away, and starts again from the
 * watermark when its next link is no good any more. A message is only a nudge: what it does not reach stays due, so
 * the next tick brings it again. Whoever runs a window holds a lease on the flow; when it dies, the flow is due at
 * the lease's end.
 */
package io.mediflow.scheduledpolling;
