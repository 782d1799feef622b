package io.mediflow.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mediflow.mapping.codec.Decoded;
import io.mediflow.mapping.codec.Finding;
import io.mediflow.mapping.codec.References;
import io.mediflow.model.record.Problem;
import io.mediflow.model.record.Problem.Category;
import io.mediflow.model.terminology.Code;
import io.mediflow.model.terminology.Terminology;
import io.mediflow.packages.Format;
import io.mediflow.packages.RecordFields;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Runs a table's rows over a source. */
final class RecordReader {

  /** How HL7 v2 writes that a value is to be deleted (chapter 2, 2.5.3); an empty place says nothing. */
  private static final String HL7_NULL = "\"\"";

  private static final Finding UNKNOWN = new Finding(Category.CODE_INVALID, "the loaded release of its code system does not have"
      + " the EHR's code; it is kept as it came, correct it in the EHR or load a newer release");

  private final CompiledTable table;
  private final ZoneId zone;
  private final References references;
  private final Terminology terminology;
  private final List<Problem> problems = new ArrayList<>();
  private final Set<String> cleared = new TreeSet<>();

  RecordReader(CompiledTable table, ZoneId zone, References references, Terminology terminology) {
    this.table = table;
    this.zone = zone;
    this.references = references;
    this.terminology = terminology;
  }

  /**
   * What the rows gave.
   *
   * @param missing required fields that got no value
   * @param cleared fields of which the source says that they hold nothing any more
   */
  record Reading(Map<String, Object> fields, List<Problem> problems, List<Problem> missing, Set<String> cleared) {}

  Reading read(Source source) {
    problems.addAll(table.problems());
    Map<String, Object> fields = new LinkedHashMap<>();
    read(table.rows(), source, fields);
    List<Problem> missing = new ArrayList<>();
    for (CompiledRow row : table.rows()) {
      if (row.reads() && row.row().required() && row.row().fields().stream().noneMatch(fields::containsKey)) {
        missing.add(row.problem(Category.REQUIRED, "the " + source.name() + " has no usable value for it, and a "
            + table.type().label() + " record needs one; complete it in the EHR"));
      }
    }
    cleared.removeAll(fields.keySet());
    return new Reading(nested(fields), problems, missing, cleared);
  }

  private void read(List<CompiledRow> rows, Source source, Map<String, Object> fields) {
    for (CompiledRow row : rows) {
      boolean goes = row.reads()
          && row.when().map(one -> Criteria.holds(source.tree(), one)).orElse(true)
          && !(row.row().fallback() && row.row().fields().stream().anyMatch(fields::containsKey));
      if (goes) {
        Decoded decoded = decode(row, source);
        decoded.value().ifPresent(value -> put(row, value, fields));
        decoded.finding().ifPresent(one -> problems.add(row.problem(one.category(), one.sentence())));
      }
    }
  }

  private Decoded decode(CompiledRow row, Source source) {
    try {
      List<JsonNode> values = values(row, source);
      if (values.isEmpty()) {
        return nothing();
      }
      return row.group() ? group(row, source, values)
          : marked(local(row, row.codec().decode(values, row.context(zone(row, source), references, terminology))));
    } catch (RuntimeException failed) {
      // The engine's message may quote the resource, so it is dropped; the row says enough to find the cause.
      problems.add(row.problem(Category.PROCESSING,
          "the row's path does not go with this " + source.name() + "; correct the mapping table"));
      return nothing();
    }
  }

  /** One path's values as they are; of several paths one value each, a missing node where there is none. */
  private List<JsonNode> values(CompiledRow row, Source source) {
    if (row.places().size() == 1) {
      List<JsonNode> found = source.values(row.places().getFirst());
      if (found.isEmpty() && row.places().getFirst() instanceof Place.OnTree(var path, int head)
          && Criteria.misfit(source.tree(), path)) {
        problems.add(row.problem(Category.STRUCTURE, "the " + source.name()
            + " has a plain value where it should have elements, so it was not read; ask the EHR's vendor why"));
      }
      return stated(row, found);
    }
    List<JsonNode> all = new ArrayList<>();
    for (Place place : row.places()) {
      List<JsonNode> found = stated(row, source.values(place));
      all.add(found.isEmpty() ? MissingNode.getInstance() : found.getFirst());
    }
    return all.stream().allMatch(JsonNode::isMissingNode) ? List.of() : all;
  }

  private List<JsonNode> stated(CompiledRow row, List<JsonNode> found) {
    if (table.format() != Format.HL7V2 || !nullIn(found)) {
      return found;
    }
    if (row.around().isEmpty()) { // what one object of a list has lost, the list says itself
      cleared.addAll(row.row().fields());
    }
    return found.stream().filter(one -> !one.asText().equals(HL7_NULL)).toList();
  }

  private static boolean nullIn(List<JsonNode> found) {
    for (JsonNode one : found) {
      if (one.asText().equals(HL7_NULL)) {
        return true;
      }
    }
    return false;
  }

  private Decoded group(CompiledRow row, Source source, List<JsonNode> values) {
    List<Object> objects = new ArrayList<>();
    for (JsonNode one : values) {
      if (one instanceof ObjectNode object) {
        Map<String, Object> fields = new LinkedHashMap<>();
        read(row.rows(), new Source(source.name(), object), fields);
        if (!fields.isEmpty()) {
          objects.add(fields);
        }
      } else {
        problems.add(row.problem(Category.STRUCTURE, "the " + source.name()
            + " has a plain value where it should have elements, so it was not read; ask the EHR's vendor why"));
      }
    }
    return objects.isEmpty() ? nothing() : new Decoded(Optional.of(objects), Optional.empty());
  }

  private static Decoded local(CompiledRow row, Decoded decoded) {
    if (row.local().isEmpty() || decoded.value().isEmpty()) {
      return decoded;
    }
    LocalBuild.Translated own = row.local().get().ours(decoded.value().get());
    Optional<Finding> finding = decoded.finding().or(own::finding);
    return new Decoded(Optional.of(own.value()), finding);
  }

  /** A coded value, or a list with one, that the loaded release of its code system does not have, stays and says so. */
  private Decoded marked(Decoded decoded) {
    boolean unknown = decoded.finding().isEmpty() && decoded.value().filter(value -> value instanceof List<?> all
        ? all.stream().anyMatch(this::unknown) : unknown(value)).isPresent();
    return unknown ? new Decoded(decoded.value(), Optional.of(UNKNOWN)) : decoded;
  }

  private boolean unknown(Object value) {
    return value instanceof Map<?, ?> coded && coded.get("system") instanceof String system
        && coded.get("code") instanceof String code && terminology.lacks(new Code(system, code));
  }

  private ZoneId zone(CompiledRow row, Source source) {
    return row.zone()
        .flatMap(path -> Criteria.values(source.tree(), path).stream().findFirst())
        .flatMap(id -> table.overlay().zone(id.asText()))
        .orElse(zone);
  }

  private static Decoded nothing() {
    return new Decoded(Optional.empty(), Optional.empty());
  }

  private static void put(CompiledRow row, Object value, Map<String, Object> fields) {
    if (row.row().parts().isEmpty()) {
      fields.put(row.row().field(), value);
    } else if (value instanceof Map<?, ?> made) {
      row.row().parts().forEach((part, field) -> {
        if (made.get(part) != null) {
          fields.putIfAbsent(field, made.get(part));
        }
      });
    }
  }

  /** With the practice's own fields under one name, at the end. */
  private static Map<String, Object> nested(Map<String, Object> flat) {
    Map<String, Object> fields = new LinkedHashMap<>();
    Map<String, Object> custom = new TreeMap<>();
    flat.forEach((field, value) -> {
      if (field.startsWith(RecordFields.CUSTOM_PREFIX)) {
        custom.put(field.substring(RecordFields.CUSTOM_PREFIX.length()), value);
      } else {
        fields.put(field, value);
      }
    });
    if (!custom.isEmpty()) {
      fields.put(RecordFields.CUSTOM, custom);
    }
    return fields;
  }
}
