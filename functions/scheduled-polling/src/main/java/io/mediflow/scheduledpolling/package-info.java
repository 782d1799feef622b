/**
 * scheduled-polling: finds the flows that are due and runs their windows by the strategies {@code last-updated},
 * {@code windowed-relist}, {@code bulk-since} and {@code changed-feed}; looks after our subscriptions.
 *
 * <p>Trigger: its own queue. A schedule puts {@code {"tick":true}} there each minute; a tick sends one marker through
 * the change queue, queues a {@code FlowWindow} for each flow that is due, and hands pending fetches that are due to
 * the change queue. A {@code FlowWindow} runs the window of one flow, or goes on with it: as many pages as one run
 * may have, then a message to itself. No chain of such messages is longer than its bound, which is counted in the
 * checkpoint; after that the next tick goes on.
 *
 * <p>Output: changes with the resources inline, without a type or id where the EHR gave none; {@code SQSBatchResponse} with the messages that must come again.
 *
 * <p>A window of {@code last-updated} lists everything since the watermark minus an overlap, oldest change first, and stores the checkpoint
 * of each page after the change queue has taken it. Whole, it moves the watermark to the Date of its first answer
 * (else to the largest {@code lastUpdated}): always the EHR's clock,
 * but nothing that lies ahead of ours by more than the overlap. The overlap covers what the EHR shows late, and
 * the difference between the clocks of its web server and its database.
 *
 * <p>A window of {@code windowed-relist} lists one subject after the other (the patients of the hot set, or the rest of the roster;
 * practitioners, locations, or the whole), and compares each with its last complete listing. New and changed resources are queued
 * with their content; what is missing goes as a hint, so that change-mapping reads it by its id before anything is said of it.
 * A subject that is as it was costs one call, and no write. There is no watermark: the window's start on our clock says how fresh it is.
 *
 * <p>A window of {@code bulk-since} is a job of the EHR's: asked for, looked at when it is due again, its files read as they come and
 * handed over by the hundred lines, then ended. The watermark becomes the export's {@code transactionTime}. A job that fails, expires or
 * runs too long is asked for anew; where the EHR makes one at a time, the flows of an interface take turns.
 *
 * <p>A window of {@code changed-feed} looks at what waits in a feed from which a document is gone once it was read, queues it, and takes it. What
 * was taken without being queued, since a worker died or an answer was lost, is asked for again before the next look, and goes as a hint.
 * Its watermark is until when nothing taken can be missing. Where the EHR refuses again and again to tell what it gave, the feed goes on from
 * now, and the checkpoint counts the gap.
 *
 * <p>A window of what the EHR tells by itself (scope {@code told}) lists nothing: it makes the subscriptions that are missing, renews
 * them before their end and when the secret changes, switches broken ones on again, deletes those that are planned no more, and asks
 * how each is. Events that the EHR counts and that did not come are asked for, else listed. It is whole when all of them work.
 *
 * <p>A comparison (scope {@code reconcile}) begins at night by the practice's clock. It lists all that the EHR shows and looks our records up
 * page by page; then it goes through our records and looks for each in the listing, whose names lie a page each among the listings. What
 * is missing, stale or not listed goes as a hint, so that change-mapping reads it by its id; it counts what came of it. A report says
 * what was found and what could not be compared.
 *
 * <p>Tables: reads connections, records, crosswalk and rosters; reads and writes flows, our subscriptions, the numbers of their events,
 * pending fetches, comparisons and listings. Reads the secrets of notifications. Metrics: {@code subscriptionsBroken},
 * {@code notificationGaps}.
 *
 * <p>On failure: a page that fails fails the window: its kind is kept with the flow, the watermark stays, and the
 * flow is due again soon. The window goes on where it stood when the EHR was away, and starts again from the
 * watermark (of a subject: from its first page) when its next link is no good any more. A subject that the EHR refuses is passed
 * over, counted in the checkpoint and logged without its id; a window of which all are refused fails. A message is only a nudge: what it does not reach stays due, so
 * the next tick brings it again. Whoever runs a window holds a lease on the flow; when it dies, the flow is due at
 * the lease's end. A comparison goes on where it stood; one whose listing does not come to its end by morning says so, and concludes
 * nothing from what was not listed.
 */
package io.mediflow.scheduledpolling;
