package io.mediflow.mapping;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mediflow.model.record.Problem;
import io.mediflow.model.record.Problem.Category;
import io.mediflow.model.terminology.Terminology;
import io.mediflow.packages.EhrPackage;
import io.mediflow.packages.Format;
import io.mediflow.packages.RecordFields;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Runs a table's rows the other way, and reads back what it built before anyone may send it. */
record RecordWriter(EhrPackage ehr, CompiledTable table, WriteContext context) {

  private static final byte[] NO_PATCH = {};

  WriteResult create(Map<String, Object> fields) {
    if (table.rows().stream().noneMatch(CompiledRow::writes)) {
      return new WriteResult.Refused(List.of(new Problem(Category.NOT_SUPPORTED, table.type().label(),
          "A " + table.type().label() + " cannot be written to this EHR; choose what its package writes.")));
    }
    ObjectNode root = begun();
    Map<String, Object> flat = flat(fields);
    List<Problem> problems = new ArrayList<>();
    for (CompiledRow row : table.rows()) {
      if (row.writes() && row.row().required() && row.row().fields().stream().noneMatch(flat::containsKey)) {
        problems.add(row.problem(Category.REQUIRED, "a new " + table.type().label() + " needs it; send it"));
      }
    }
    new RowWriter(this, root, Map.of(), problems).apply(flat);
    return problems.isEmpty() ? ready(bytes(root), NO_PATCH) : new WriteResult.Refused(problems);
  }

  private ObjectNode begun() {
    return switch (table.format()) {
      case FHIR_R4 -> JsonNodeFactory.instance.objectNode().put("resourceType", table.resource());
      case JSON -> JsonNodeFactory.instance.objectNode();
      case HL7V2 -> MessageWriter.begun(table.table().layout().orElseThrow(), context.message()
          .orElseThrow(() -> new IllegalArgumentException("an HL7 v2 message needs its time and control id")));
    };
  }

  private byte[] bytes(ObjectNode root) {
    return table.format() == Format.HL7V2
        ? MessageWriter.text(table.table().layout().orElseThrow(), root)
        : ResourceJson.bytes(root);
  }

  WriteResult update(byte[] current, Map<String, Object> changes) {
    if (table.format() == Format.HL7V2) {
      return new WriteResult.Refused(List.of(new Problem(Category.NOT_SUPPORTED, "message",
          "An HL7 v2 message is not changed; send a new one with the record's fields.")));
    }
    return switch (ResourceJson.parse(current)) {
      case ResourceJson.Parsed.Broken(Problem problem) -> new WriteResult.Refused(List.of(problem));
      case ResourceJson.Parsed.Tree(ObjectNode root) -> {
        if (table.format() == Format.FHIR_R4 && !root.path("resourceType").asText().equals(table.resource())) {
          yield new WriteResult.Refused(List.of(new Problem(Category.STRUCTURE, "resource",
              "The EHR's resource is of another type than the " + table.type().label() + " table maps; look at its id.")));
        }
        ObjectNode before = root.deepCopy();
        List<Problem> problems = new ArrayList<>();
        new RowWriter(this, root, read(before), problems).apply(flat(changes));
        yield problems.isEmpty()
            ? ready(ResourceJson.bytes(root), ResourceJson.bytes(Patches.between(before, root)))
            : new WriteResult.Refused(problems);
      }
    };
  }

  /** What the table reads from this tree, flat. */
  Map<String, Object> read(ObjectNode tree) {
    return flat(new RecordReader(table, context.zone(), references(), Terminology.EMPTY).read(new Source(table.resource(), tree)).fields());
  }

  KnownReferences references() {
    return KnownReferences.writing(ehr, context.sources());
  }

  /** The practice's own fields beside the others, as {@code custom.NAME}. */
  static Map<String, Object> flat(Map<String, Object> fields) {
    Map<String, Object> flat = new LinkedHashMap<>();
    fields.forEach((field, value) -> {
      if (field.equals(RecordFields.CUSTOM) && value instanceof Map<?, ?> custom) {
        custom.forEach((name, own) -> flat.put(RecordFields.CUSTOM_PREFIX + name, own));
      } else {
        flat.put(field, value);
      }
    });
    return flat;
  }

  private static WriteResult ready(byte[] resource, byte[] patch) {
    return resource.length <= ResourceJson.MOST_BYTES
        ? new WriteResult.Ready(resource, patch)
        : new WriteResult.Refused(List.of(
            new Problem(Category.TOO_LONG, "resource", "The resource would have more than 5 MB; send less.")));
  }
}
