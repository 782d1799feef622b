package io.mediflow.state.dynamo;

import io.mediflow.model.store.Bodies;
import java.nio.charset.StandardCharsets;

/** A text that may be large: in the item up to {@link Bodies#INLINE_LIMIT}, by reference beyond it. */
final class Content {

  private final Bodies bodies;

  Content(Bodies bodies) {
    this.bodies = bodies;
  }

  Item put(Item item, String name, String connection, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return bytes.length <= Bodies.INLINE_LIMIT
        ? item.with(name, text)
        : item.with(name + "Ref", bodies.put(connection, bytes));
  }

  String get(Item item, String name, String connection) {
    return item.findText(name).orElseGet(
        () -> new String(bodies.get(connection, item.text(name + "Ref")), StandardCharsets.UTF_8));
  }
}
