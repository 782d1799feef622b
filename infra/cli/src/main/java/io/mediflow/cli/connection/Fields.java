package io.mediflow.cli.connection;

import com.fasterxml.jackson.databind.JsonNode;
import io.mediflow.cli.Failure;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;

/** What may stand in a connection file, read strictly. */
record Fields(Path file) {

  void known(JsonNode node, String where, Set<String> names) {
    if (!node.isObject()) {
      throw wrong(where + " must hold fields: " + sorted(names));
    }
    node.fieldNames().forEachRemaining(name -> {
      if (!names.contains(name)) {
        throw wrong(where + " has a field '" + name + "' that is not known; there are: " + sorted(names));
      }
    });
  }

  String text(JsonNode node, String prefix, String name) {
    JsonNode value = node.path(name);
    if (!value.isTextual() || value.asText().isBlank()) {
      throw wrong(prefix + name + " is missing or empty");
    }
    return value.asText().strip();
  }

  Set<String> texts(JsonNode list, String where) {
    list(list, where, "");
    Set<String> values = new LinkedHashSet<>();
    list.forEach(value -> values.add(value.asText()));
    return values;
  }

  void list(JsonNode value, String where, String of) {
    boolean none = value.isMissingNode() || value.isNull() || value.isTextual() && value.asText().isEmpty(); // "name:" alone
    if (!none && !value.isArray()) {
      throw wrong(where + " must be a list" + of);
    }
  }

  boolean flag(JsonNode value, String where) {
    if (!value.isMissingNode() && !value.isBoolean()) {
      throw wrong(where + " must be true or false");
    }
    return value.asBoolean();
  }

  static String sorted(Set<String> names) {
    return names.stream().sorted().collect(Collectors.joining(", "));
  }

  Failure wrong(String what) {
    return new Failure("The connection file " + file + " cannot be used: " + what + ". Nothing was stored.");
  }
}
