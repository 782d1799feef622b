package io.mediflow.model.write;

/** A hint that an order key has something to do; it may be lost or doubled. */
public record Nudge(String connection, String orderKey) {}
