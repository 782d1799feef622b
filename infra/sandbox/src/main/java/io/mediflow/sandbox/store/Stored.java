package io.mediflow.sandbox.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/**
 * One version of one resource; {@code json} carries id and meta, and nobody changes it.
 *
 * @param version     1 for the first
 * @param lastUpdated milliseconds, later than that of any version before
 */
public record Stored(String type, String id, int version, Instant lastUpdated, ObjectNode json) {

  public String reference() {
    return type + "/" + id;
  }

  public String etag() {
    return "W/\"" + version + "\"";
  }
}
