package io.mediflow.testkit.memory;

import io.mediflow.model.store.Bodies;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** Bodies in memory. */
public final class MemoryBodies implements Bodies {

  private final Map<String, byte[]> bodies = new HashMap<>();

  @Override
  public synchronized String put(String connection, byte[] body) {
    String reference = UUID.nameUUIDFromBytes(body).toString();
    bodies.put(connection + "/" + reference, body.clone());
    return reference;
  }

  @Override
  public synchronized byte[] get(String connection, String reference) {
    byte[] body = bodies.get(connection + "/" + reference);
    if (body == null) {
      throw new IllegalStateException("no body under this reference");
    }
    return body.clone();
  }
}
