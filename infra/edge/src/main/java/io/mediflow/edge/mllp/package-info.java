/**
 * The door to the practice's systems, and the way to their own: MLLP release 1 (HL7 v2 transport specification: MLLP), and what each message is answered.
 *
 * <p>One message is in flight per connection: the next bytes are looked at when the answer has been written. An answer that says
 * "taken" is written after {@link io.mediflow.edge.queue.MessageQueue#put} has come back, and so after the message is on disk.
 */
package io.mediflow.edge.mllp;
