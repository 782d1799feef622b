/**
 * change-mapping: makes records of changes. It is the only writer of records.
 *
 * <p>Trigger: the change queue, ten messages at a time: {@code Change} as JSON.
 *
 * <p>For each change: take the resource that came along, or fetch it; map it; read the record that is there; decide;
 * put on condition of what was read, and when another writer was first read and decide again. The events
 * of a batch are published together after its records are stored, then the marks are cleared; a change that comes
 * again and finds a record's mark publishes it.
 *
 * <p>Output: records, thin events; {@code SQSBatchResponse} with the messages that must come again.
 *
 * <p>Tables: reads connections; reads and writes records and quarantine; writes pending fetches and the marker
 * (flows); reads bodies; where the package lists anew what an interface holds, adds to its roster and hot set.
 *
 * <p>On failure:
 * <ul>
 *   <li>the EHR is away, or the connection is paused: a pending fetch, and the message is done; after the first call
 *       that was not answered no other of this batch goes to that interface;
 *   <li>410 for a fetch: the record is DELETED, also when we never saw it, so that no late notification brings it to
 *       life;
 *   <li>404 for a fetch of what we hold: the record is NOT_VISIBLE until a later fetch brings it back;
 *   <li>404 for what we never saw, 403 and other refusals of a fetch: quarantine, with the resource that came along if there was one;
 *   <li>a resource that cannot be mapped: quarantine; if it was pushed, only after a fetch brought none that can be
 *       mapped;
 *   <li>a message that cannot be read, an unknown connection or package, an overlay that cannot be read, a store,
 *       queue or bus that is away: the message comes again, and in the end is a dead letter, whole.
 * </ul>
 */
package io.mediflow.changemapping;
