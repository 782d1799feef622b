/**
 * HL7 v2 texts in and out: bytes to text, batches to messages, messages to trees by position and back, acknowledgements.
 *
 * <p>Ours and not HAPI's, each for a reason that was measured or read in HAPI HL7 v2 2.6.0: its model parses every segment of a message
 * whether it is read or not, its escapes drop the first character of what they do not know and leave {@code \.br\} in a text as it is
 * (so that there and back is not the same), its split hands out nulls, its batch iterators have no limit, its charsets log. HAPI
 * gives HL7's tables (0008, 0357, 0516), and in the tests it reads every sample as a second opinion on ours.
 */
package io.mediflow.mapping.hl7;
