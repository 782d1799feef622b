package io.mediflow.mapping;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.flipkart.zjsonpatch.DiffFlags;
import com.flipkart.zjsonpatch.JsonDiff;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;

/** JSON Patches (RFC 6902) that change nothing which is not as it was. */
final class Patches {

  private static final EnumSet<DiffFlags> FLAGS = EnumSet.of(DiffFlags.EMIT_TEST_OPERATIONS, DiffFlags.OMIT_VALUE_ON_REMOVE,
      DiffFlags.OMIT_MOVE_OPERATION, DiffFlags.OMIT_COPY_OPERATION);

  private Patches() {}

  /**
   * From one tree to the other. A replace and a remove stand behind a test of the old value; an add has none, so the
   * nearest thing around it that there was is tested first. Around a member of the resource itself is only the whole,
   * which every change alters; there If-Match has to guard.
   */
  static ArrayNode between(ObjectNode before, ObjectNode after) {
    JsonNode changes = JsonDiff.asJson(before, after, FLAGS);
    Map<String, JsonNode> around = new LinkedHashMap<>();
    for (JsonNode change : changes) {
      if (change.path("op").asText().equals("add")) {
        JsonPointer at = JsonPointer.compile(change.path("path").asText()).head();
        while (!at.matches() && before.at(at).isMissingNode()) {
          at = at.head();
        }
        if (!at.matches()) {
          around.put(at.toString(), before.at(at));
        }
      }
    }
    ArrayNode patch = JsonNodeFactory.instance.arrayNode();
    around.forEach((path, value) -> patch.addObject().put("op", "test").put("path", path).set("value", value));
    changes.forEach(patch::add);
    return patch;
  }
}
