package io.mediflow.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mediflow.mapping.codec.Encoded;
import io.mediflow.model.record.Problem;
import io.mediflow.model.record.Problem.Category;
import io.mediflow.packages.EhrPackage;
import io.mediflow.packages.RecordFields;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Runs a table's rows the other way, and reads back what it built before anyone may send it. */
record RecordWriter(EhrPackage ehr, CompiledTable table, WriteContext context) {

  private static final byte[] NO_PATCH = {};

  WriteResult create(Map<String, Object> fields) {
    ObjectNode root = JsonNodeFactory.instance.objectNode().put("resourceType", table.resource());
    Map<String, Object> flat = flat(fields);
    List<Problem> problems = new ArrayList<>();
    for (CompiledRow row : table.rows()) {
      if (row.writes() && row.row().required() && !flat.containsKey(row.row().field())) {
        problems.add(row.problem(Category.REQUIRED, "a new " + table.type().label() + " needs it; send it"));
      }
    }
    apply(root, flat, problems);
    return problems.isEmpty() ? ready(root, NO_PATCH) : new WriteResult.Refused(problems);
  }

  WriteResult update(byte[] current, Map<String, Object> changes) {
    return switch (ResourceJson.parse(current)) {
      case ResourceJson.Parsed.Broken(Problem problem) -> new WriteResult.Refused(List.of(problem));
      case ResourceJson.Parsed.Tree(ObjectNode root, String resourceType) -> {
        if (!resourceType.equals(table.resource())) {
          yield new WriteResult.Refused(List.of(new Problem(Category.STRUCTURE, "resource",
              "The EHR's resource is of another type than the " + table.type().label() + " table maps; look at its id.")));
        }
        ObjectNode before = root.deepCopy();
        List<Problem> problems = new ArrayList<>();
        apply(root, flat(changes), problems);
        yield problems.isEmpty()
            ? ready(root, ResourceJson.bytes(Patches.between(before, root)))
            : new WriteResult.Refused(problems);
      }
    };
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

  private void apply(ObjectNode root, Map<String, Object> fields, List<Problem> problems) {
    Set<String> open = new TreeSet<>(fields.keySet());
    TreeEditor editor = new TreeEditor(table.resource(), root);
    KnownReferences references = KnownReferences.writing(ehr, context.sources());
    Map<CompiledRow, JsonNode> written = new LinkedHashMap<>();
    for (CompiledRow row : table.rows()) {
      String field = row.row().field();
      if (!row.writes() || !open.remove(field)) {
        continue;
      }
      if (blank(fields.get(field))) {
        problems.add(row.problem(Category.VALUE, "it is blank, and a blank never wipes; leave it out or send the new value"));
        continue;
      }
      switch (row.codec().encode(fields.get(field), row.context(context.zone(), references))) {
        case Encoded.Refused(var finding) -> problems.add(row.problem(finding.category(), finding.sentence()));
        case Encoded.Value(JsonNode json) -> {
          try {
            editor.set(row.writePath().orElseThrow(), json.deepCopy());
            written.put(row, json);
          } catch (TreeEditor.Unbuildable unbuildable) {
            problems.add(row.problem(Category.STRUCTURE, unbuildable.getMessage() + "; change it in the EHR itself"));
          }
        }
      }
    }
    open.forEach(field -> problems.add(new Problem(Category.NOT_SUPPORTED, field,
        "'" + field + "' cannot be written to a " + table.type().label() + " of this EHR; leave it out.")));
    if (problems.isEmpty()) {
      readBack(root, written, references, problems);
    }
  }

  /** What would be read from the resource must be what was asked for; a path that writes elsewhere than it reads ends here. */
  private void readBack(
      ObjectNode root, Map<CompiledRow, JsonNode> written, KnownReferences references, List<Problem> problems) {
    Map<String, Object> fields = new HashMap<>();
    try {
      fields.putAll(flat(new RecordReader(table, context.zone(), references).read(root.deepCopy()).fields()));
    } catch (RuntimeException unfit) {
      // As on the way in, HAPI's messages quote the resource.
      problems.add(new Problem(Category.STRUCTURE, table.resource(),
          "The EHR's resource is not built as FHIR R4 builds it, so it is not written to; change it in the EHR itself."));
      return;
    }
    written.forEach((row, json) -> {
      boolean readable = table.rows().stream().anyMatch(one -> one.reads() && one.row().field().equals(row.row().field()));
      Object read = fields.get(row.row().field());
      boolean same = read != null && row.codec().encode(read, row.context(context.zone(), references)) instanceof Encoded.Value(
          JsonNode again) && again.equals(json);
      if (readable && !same) {
        problems.add(row.problem(Category.PROCESSING,
            "it would read back other than it was written; change it in the EHR itself and correct the mapping table"));
      }
    });
  }

  private static WriteResult ready(ObjectNode root, byte[] patch) {
    byte[] resource = ResourceJson.bytes(root);
    return resource.length <= ResourceJson.MOST_BYTES
        ? new WriteResult.Ready(resource, patch)
        : new WriteResult.Refused(List.of(
            new Problem(Category.TOO_LONG, "resource", "The resource would have more than 5 MB; send less.")));
  }

  private static boolean blank(Object value) {
    return switch (value) {
      case null -> true;
      case String text -> text.isBlank();
      case List<?> list -> list.stream().allMatch(RecordWriter::blank);
      case Map<?, ?> map -> map.values().stream().allMatch(RecordWriter::blank);
      default -> false;
    };
  }
}
