/**
 * Messages that MediFlow writes for a system in a practice's network. They wait here until the agent there fetches them, one after
 * the other, and says what became of each. Who queues a message looks here for its outcome; nobody else may read its text.
 */
package io.mediflow.model.outbound;
