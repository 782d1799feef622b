package io.mediflow.heartbeat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** A fingerprint of what an EHR says of itself, which stays as long as only dates, ids and prose change. */
final class CapabilityHash {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Servers stamp these anew at each answer or start. */
  private static final Set<String> PASSING = Set.of("date", "releaseDate", "lastUpdated", "timestamp", "text", "id");

  private CapabilityHash() {}

  /** Empty when the bytes are no CapabilityStatement. */
  static Optional<String> of(byte[] statement) {
    try {
      JsonNode tree = JSON.readTree(statement);
      if (tree == null || !tree.path("resourceType").asText().equals("CapabilityStatement")) {
        return Optional.empty();
      }
      byte[] canonical = normal(tree).toString().getBytes(StandardCharsets.UTF_8);
      return Optional.of(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(canonical)));
    } catch (IOException noJson) {
      return Optional.empty();
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("this Java has no SHA-256", missing);
    }
  }

  private static JsonNode normal(JsonNode node) {
    if (node.isArray()) {
      var list = JsonNodeFactory.instance.arrayNode();
      node.forEach(one -> list.add(normal(one)));
      return list;
    }
    if (!node.isObject()) {
      return node;
    }
    ObjectNode sorted = JsonNodeFactory.instance.objectNode();
    Set<String> names = new TreeSet<>();
    node.fieldNames().forEachRemaining(names::add);
    names.removeAll(PASSING);
    names.forEach(name -> sorted.set(name, normal(node.get(name))));
    return sorted;
  }
}
