package io.mediflow.sandbox.store;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** What a resource is to become; id and meta are the store's to set. */
public record Draft(String type, String id, ObjectNode json) {}
