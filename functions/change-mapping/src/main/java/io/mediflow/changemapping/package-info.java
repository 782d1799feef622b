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
 * <p>A document of a vendor's own JSON is mapped as a resource is, by the tables of its interface, and read by its id where the package says how.
 *
 * <p>A feed of HL7 v2 cannot be asked: all is decided from what came. A change of its is divided into messages, a message into
 * records; each field of a record holds what the newest message said of it, by the time that the sender states, and a message that
 * comes late fills only what no newer one has said or deleted. Where another interface of the connection has such records too, and
 * the package names nothing that joins the two, none is made of the feed's: one patient must not become two.
 *
 * <p>Where the package joins them, what an interface said is a contribution, kept in the record's own item; the record is the merge of
 * all by the package's field ownership, and one conditional put stores both. The crosswalk says which ids lead to a record; a lead stays
 * open until what lay under the id and what refers to it has followed, page by page through the change queue. What an interface tells
 * that the package lets wait lies in quarantine, and is sent to the queue again once its identifier turns up.
 *
 * <p>What says that the EHR merged two records, a feed's message or a chart's own link, makes the id that is given up lead to the
 * other: its record ends, and who refers to it follows. A cancelled appointment that names the one made in its place has moved
 * there.
 *
 * <p>Output: records, thin events; {@code SQSBatchResponse} with the messages that must come again.
 *
 * <p>Tables: reads connections; reads and writes records, crosswalk and quarantine; sends to the change queue; writes pending fetches and the marker
 * (flows), and counts there what came of what a nightly comparison asked for; reads bodies; where the package lists anew what an interface holds, adds to its roster and hot set.
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
 *   <li>a feed's message of which something cannot be mapped, or in which no table finds anything: quarantine, once, with all reasons;
 *       its other records, and the other messages of a batch, are stored; what is odd about a batch itself puts the batch there;
 *   <li>a message that cannot be read, an unknown connection or package, an overlay that cannot be read, a store,
 *       queue or bus that is away: the message comes again, and in the end is a dead letter, whole.
 * </ul>
 */
package io.mediflow.changemapping;
