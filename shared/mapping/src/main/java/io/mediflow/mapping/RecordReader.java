package io.mediflow.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mediflow.fhir.R4;
import io.mediflow.mapping.codec.Decoded;
import io.mediflow.mapping.codec.References;
import io.mediflow.model.record.Problem;
import io.mediflow.model.record.Problem.Category;
import io.mediflow.packages.RecordFields;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.hl7.fhir.r4.model.Resource;

/** Runs a table's rows over a resource. */
record RecordReader(CompiledTable table, ZoneId zone, References references) {

  /**
   * What the rows gave.
   *
   * @param missing required fields that got no value
   */
  record Reading(Map<String, Object> fields, List<Problem> problems, List<Problem> missing) {}

  /** @throws RuntimeException when HAPI cannot take this tree at all */
  Reading read(ObjectNode tree) {
    // Narrative and contained resources carry no field, and their types are not prepared.
    ObjectNode lean = tree.has("text") || tree.has("contained") ? tree.deepCopy() : tree;
    lean.remove(List.of("text", "contained"));
    Resource resource = R4.parse(lean);
    Map<String, Object> fields = new LinkedHashMap<>();
    Map<String, Object> custom = new TreeMap<>();
    List<Problem> problems = new ArrayList<>(table.problems());
    List<Problem> missing = new ArrayList<>();
    for (CompiledRow row : table.rows()) {
      if (row.reads()) {
        Decoded decoded = decode(row, resource, problems);
        decoded.value().ifPresent(value -> put(row.row().field(), value, fields, custom));
        decoded.finding().ifPresent(one -> problems.add(row.problem(one.category(), one.sentence())));
        if (row.row().required() && decoded.value().isEmpty()) {
          missing.add(row.problem(Category.REQUIRED, "the " + table.resource() + " has no usable value for it, and a "
              + table.type().label() + " record needs one; complete it in the EHR"));
        }
      }
    }
    if (!custom.isEmpty()) {
      fields.put(RecordFields.CUSTOM, custom);
    }
    return new Reading(fields, problems, missing);
  }

  private Decoded decode(CompiledRow row, Resource resource, List<Problem> problems) {
    try {
      List<JsonNode> values = R4.evaluate(resource, row.expression()).stream()
          .filter(one -> !one.isPrimitive() || one.primitiveValue() != null) // an extension alone (data-absent-reason) is no value
          .map(Neutral::json).toList();
      return values.isEmpty() ? nothing() : row.codec().decode(values, row.context(zone, references));
    } catch (RuntimeException failed) {
      // The engine's message may quote the resource, so it is dropped; the row says enough to find the cause.
      problems.add(row.problem(Category.PROCESSING,
          "the row's path does not go with this " + table.resource() + "; correct the mapping table"));
      return nothing();
    }
  }

  private static Decoded nothing() {
    return new Decoded(Optional.empty(), Optional.empty());
  }

  private static void put(String field, Object value, Map<String, Object> fields, Map<String, Object> custom) {
    if (field.startsWith(RecordFields.CUSTOM_PREFIX)) {
      custom.put(field.substring(RecordFields.CUSTOM_PREFIX.length()), value);
    } else {
      fields.put(field, value);
    }
  }
}
