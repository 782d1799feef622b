package io.mediflow.model.record;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mediflow.model.record.value.Written;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The JSON Schema (2020-12) of a record's fields. */
final class RecordSchema {

  /** Raised with every change of what a schema says: the minor for a new field; what takes one away makes a folder v2. */
  static final String VERSION = "1.0.0";

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private RecordSchema() {}

  static String fileName(RecordType type) {
    return type.label() + ".schema.json";
  }

  /** The whole file. */
  static String text(RecordType type) {
    Shape shape = Shape.of(type.shape());
    ObjectNode schema = NODES.objectNode()
        .put("$schema", "https://json-schema.org/draft/2020-12/schema")
        .put("$id", "urn:mediflow:schema:v1:" + type.label())
        .put("version", VERSION);
    schema.setAll(object(shape));
    Map<String, ObjectNode> values = new TreeMap<>();
    shape.values().forEach(one -> values.put(one.getSimpleName(), object(Shape.of(one))));
    Stream.concat(Stream.of(shape), shape.values().stream().map(Shape::of))
        .flatMap(one -> one.fields().stream()).flatMap(field -> field.written().stream())
        .forEach(as -> values.put(label(as), text(as)));
    if (!values.isEmpty()) {
      schema.putObject("$defs").setAll(values);
    }
    try {
      DefaultIndenter indent = new DefaultIndenter("  ", "\n");
      return new ObjectMapper().writer(new DefaultPrettyPrinter(
          Separators.createDefaultInstance().withObjectFieldValueSpacing(Separators.Spacing.AFTER))
          .withObjectIndenter(indent).withArrayIndenter(indent)).writeValueAsString(schema) + "\n";
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("a tree of ours cannot be written", impossible);
    }
  }

  /** The way of writing, in the words of people: {@code record id}. */
  static String words(Written.As as) {
    return as.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static String label(Written.As as) {
    return words(as).replace(" id", "Id");
  }

  private static ObjectNode text(Written.As as) {
    String date = "\\d{4}(-\\d{2}(-\\d{2}";
    return switch (as) {
      case DATE -> text(as, "An ISO 8601 date; what the EHR gives in part stays partial.", "^" + date + ")?)?$");
      case TIME -> text(as,
          "An ISO 8601 date-time with the offset that the EHR gave, without one where it cannot be told; or a date.",
          "^" + date + "(T\\d{2}:\\d{2}(:\\d{2}(\\.\\d+)?)?(Z|[+-]\\d{2}:\\d{2})?)?)?)?$");
      case DECIMAL -> text(as, "A decimal number with the digits that were given.", "^[+-]?\\d+(\\.\\d+)?([eE][+-]?\\d+)?$");
      case RECORD_ID -> text(as, "Our id of another record.", "^[a-z2-7]{26}$");
    };
  }

  private static ObjectNode text(Written.As as, String description, String pattern) {
    return NODES.objectNode()
        .put("title", words(as)).put("description", description).put("type", "string").put("pattern", pattern);
  }

  private static ObjectNode object(Shape shape) {
    ObjectNode object = NODES.objectNode()
        .put("title", shape.name()).put("description", shape.description()).put("type", "object");
    ObjectNode properties = object.putObject("properties");
    shape.fields().forEach(field -> properties.set(field.name(), property(field)));
    return object.put("additionalProperties", false);
  }

  private static ObjectNode property(Shape.Field field) {
    ObjectNode property = NODES.objectNode().put("description", field.description());
    if (field.list()) {
      property.put("type", "array").set("items", item(field));
      return property;
    }
    return property.setAll(item(field));
  }

  private static ObjectNode item(Shape.Field field) {
    ObjectNode item = NODES.objectNode();
    if (field.item().isRecord()) {
      return item.put("$ref", "#/$defs/" + field.item().getSimpleName());
    }
    if (field.item() == Map.class) {
      return item.put("type", "object").put("additionalProperties", true);
    }
    return field.written().map(as -> item.put("$ref", "#/$defs/" + label(as)))
        .orElseGet(() -> item.put("type",
            field.item() == Boolean.class ? "boolean" : field.item() == Integer.class ? "integer" : "string"));
  }
}
