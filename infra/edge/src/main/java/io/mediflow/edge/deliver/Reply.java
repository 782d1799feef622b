package io.mediflow.edge.deliver;

/**
 * What MediFlow answered to what is more than a message taken.
 *
 * @param body empty where there is none
 */
public record Reply(Outcome outcome, byte[] body) {}
