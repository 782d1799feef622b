package io.mediflow.model.change;

/** A unit of work for scheduled-polling: run (or go on with) the window of one flow. */
public record FlowWindow(String connection, String flow) {}
