package io.mediflow.testkit.ehr;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Applies add, replace, remove and test of JSON Patch (RFC 6902). */
final class JsonPatch {

  /** The patch does not fit the document; nothing of it may be kept. */
  static final class Unfit extends Exception {
    Unfit(String message) {
      super(message);
    }
  }

  private JsonPatch() {}

  /** @return a changed copy */
  static ObjectNode apply(JsonNode patch, ObjectNode document) throws Unfit {
    if (!patch.isArray()) {
      throw new Unfit("a JSON Patch is an array");
    }
    var changed = document.deepCopy();
    for (var step : patch) {
      step(step, changed);
    }
    return changed;
  }

  private static void step(JsonNode step, ObjectNode document) throws Unfit {
    var path = JsonPointer.compile(step.path("path").asText());
    if (path.matches()) {
      throw new Unfit("the whole document cannot be patched");
    }
    var parent = document.at(path.head());
    var last = path.last().getMatchingProperty();
    var value = step.get("value");
    switch (step.path("op").asText()) {
      case "add" -> add(parent, last, needed(value));
      case "replace" -> {
        if (document.at(path).isMissingNode()) {
          throw new Unfit("nothing to replace at " + path);
        }
        set(parent, last, needed(value));
      }
      case "remove" -> remove(parent, last);
      case "test" -> {
        if (!document.at(path).equals(needed(value))) {
          throw new Unfit("test failed at " + path);
        }
      }
      case String other -> throw new Unfit("this double knows no operation '" + other + "'");
    }
  }

  private static JsonNode needed(JsonNode value) throws Unfit {
    if (value == null) {
      throw new Unfit("value is missing");
    }
    return value;
  }

  private static void add(JsonNode parent, String last, JsonNode value) throws Unfit {
    switch (parent) {
      case ObjectNode object -> object.set(last, value);
      case ArrayNode array when last.equals("-") -> array.add(value);
      case ArrayNode array when index(last) <= array.size() -> array.insert(index(last), value);
      case JsonNode other -> throw new Unfit("no place to add '" + last + "'");
    }
  }

  private static void set(JsonNode parent, String last, JsonNode value) throws Unfit {
    switch (parent) {
      case ObjectNode object -> object.set(last, value);
      case ArrayNode array -> array.set(index(last), value);
      case JsonNode other -> throw new Unfit("no place to replace '" + last + "'");
    }
  }

  private static void remove(JsonNode parent, String last) throws Unfit {
    var removed =
        switch (parent) {
          case ObjectNode object -> object.remove(last);
          case ArrayNode array -> array.remove(index(last));
          case JsonNode other -> null;
        };
    if (removed == null) {
      throw new Unfit("nothing to remove at '" + last + "'");
    }
  }

  private static int index(String last) throws Unfit {
    if (!last.matches("0|[1-9]\\d{0,8}")) {
      throw new Unfit("'" + last + "' is no index");
    }
    return Integer.parseInt(last);
  }
}
