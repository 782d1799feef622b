package io.mediflow.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mediflow.model.record.Problem;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Canonical JSON (names sorted at every level) of a mapped record, and its hash. */
final class Canonical {

  private Canonical() {}

  static String hash(Map<String, Object> fields, List<Problem> problems, Set<String> marks) {
    ObjectNode whole = JsonNodeFactory.instance.objectNode();
    whole.set("fields", json(fields));
    ArrayNode marked = whole.putArray("marks");
    new TreeSet<>(marks).forEach(marked::add);
    ArrayNode told = whole.putArray("problems");
    problems.forEach(one -> told.addObject()
        .put("category", one.category().name()).put("path", one.path()).put("remedy", one.remedy()));
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(ResourceJson.bytes(whole)));
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("this Java has no SHA-256", missing);
    }
  }

  static JsonNode json(Object value) {
    return switch (value) {
      case String text -> JsonNodeFactory.instance.textNode(text);
      case Boolean flag -> JsonNodeFactory.instance.booleanNode(flag);
      case Integer number -> JsonNodeFactory.instance.numberNode(number);
      case List<?> list -> {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        list.forEach(one -> array.add(json(one)));
        yield array;
      }
      case Map<?, ?> map -> {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        Map<String, Object> sorted = new TreeMap<>();
        map.forEach((name, one) -> sorted.put((String) name, one));
        sorted.forEach((name, one) -> object.set(name, json(one)));
        yield object;
      }
      default -> throw new IllegalArgumentException("no codec makes a " + value.getClass().getSimpleName());
    };
  }
}
