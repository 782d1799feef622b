package io.mediflow.state.event;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mediflow.model.record.RecordChanged;

/** The thin event as JSON: ids only. */
final class EventJson {

  private EventJson() {}

  static ObjectNode of(RecordChanged event) {
    ObjectNode json = JsonNodeFactory.instance.objectNode()
        .put("connection", event.connection())
        .put("type", event.type().label())
        .put("id", event.id())
        .put("version", event.version())
        .put("ending", event.ending().label());
    return event.successor().isEmpty() ? json : json.put("successor", event.successor());
  }
}
