/**
 * The agent for a practice's network: takes HL7 v2 messages by MLLP, keeps them on disk, and posts them to MediFlow's webhook.
 *
 * <p>Trigger: a sender's connection. Output: an answer once the message is on disk, and one HTTPS request per message, in order.
 * On failure nothing that was answered as taken is lost; what was under way may arrive twice, with the same bytes. Plain Java,
 * one process, one folder.
 */
package io.mediflow.edge;
