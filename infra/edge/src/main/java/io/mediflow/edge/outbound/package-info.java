/**
 * The way back: one message is fetched from MediFlow, kept, sent to the practice's system, and its outcome told when the next one is
 * asked for. What was sent and not answered is sent again under the same control id, as HL7 v2 has it, and that is told too.
 */
package io.mediflow.edge.outbound;
