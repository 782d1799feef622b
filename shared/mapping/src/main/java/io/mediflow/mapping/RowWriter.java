package io.mediflow.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.mediflow.mapping.codec.Encoded;
import io.mediflow.model.record.Problem;
import io.mediflow.model.record.Problem.Category;
import io.mediflow.model.terminology.Terminology;
import io.mediflow.packages.Format;
import io.mediflow.packages.TreePath;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/** Writes fields into one tree, row by row; what depends on a condition comes last, when the rest is there to decide it. */
final class RowWriter {

  private final RecordWriter writer;
  private final Shape shape;
  private final ObjectNode root;
  private final Map<String, Object> current;
  private final List<Problem> problems;
  private final Map<CompiledRow, Encoded> written = new LinkedHashMap<>();

  /** @param current fields as the tree holds them before */
  RowWriter(RecordWriter writer, ObjectNode root, Map<String, Object> current, List<Problem> problems) {
    this.writer = writer;
    this.shape = Shape.of(writer.table().format(), writer.table().resource());
    this.root = root;
    this.current = current;
    this.problems = problems;
  }

  void apply(Map<String, Object> fields) {
    Set<String> open = new TreeSet<>(fields.keySet());
    List<CompiledRow> rows = writer.table().rows().stream().filter(CompiledRow::writes).toList();
    rows.stream().filter(row -> row.when().isEmpty()).forEach(row -> write(row, fields, open));
    rows.stream().filter(row -> row.when().isPresent())
        .filter(row -> Criteria.holds(root, row.when().get()))
        .forEach(row -> write(row, fields, open));
    open.forEach(field -> problems.add(new Problem(Category.NOT_SUPPORTED, field,
        "'" + field + "' cannot be written to a " + writer.table().type().label() + " of this EHR; leave it out.")));
    if (problems.isEmpty()) {
      readBack();
    }
  }

  private void write(CompiledRow row, Map<String, Object> fields, Set<String> open) {
    if (row.row().constant() != null) {
      put(row, new Encoded.Value(TextNode.valueOf(row.row().constant())));
    } else if (row.row().fields().stream().anyMatch(field -> open.contains(field) && blank(fields.get(field)))) {
      open.removeAll(row.row().fields());
      problems.add(row.problem(Category.VALUE, "it is blank, and a blank never wipes; leave it out or send the new value"));
    } else if (open.removeAll(row.row().fields())) {
      Encoded encoded = encode(row, value(row, fields));
      if (encoded instanceof Encoded.Refused(var finding)) {
        problems.add(row.problem(finding.category(), finding.sentence()));
      } else if (put(row, encoded)) {
        written.put(row, encoded);
      }
    }
  }

  /** One field's value, or the parts by their names; a part that is not written keeps what the tree holds. */
  private Object value(CompiledRow row, Map<String, Object> fields) {
    if (row.row().parts().isEmpty()) {
      return fields.get(row.row().field());
    }
    Map<String, Object> parts = new LinkedHashMap<>();
    row.row().parts().forEach((part, field) -> {
      Object value = fields.getOrDefault(field, current.get(field));
      if (value != null) {
        parts.put(part, value);
      }
    });
    return parts;
  }

  private Encoded encode(CompiledRow row, Object value) {
    if (row.group()) {
      return group(row, value);
    }
    Object wanted = value;
    if (row.local().isPresent()) {
      LocalBuild.Translated theirs = row.local().get().ehrs(value);
      if (theirs.finding().isPresent()) {
        return new Encoded.Refused(theirs.finding().get());
      }
      wanted = theirs.value();
    }
    return row.codec().encode(wanted, row.context(writer.context().zone(), writer.references(), Terminology.EMPTY));
  }

  /** A list of objects, each built on its own: what is there already is not taken apart. */
  private Encoded group(CompiledRow row, Object value) {
    if (!(value instanceof List<?> objects) || !objects.stream().allMatch(Map.class::isInstance)) {
      return Encoded.refused(Category.VALUE, "it is a list of objects; send one");
    }
    if (current.containsKey(row.row().field()) && !Objects.equals(current.get(row.row().field()), value)) {
      return Encoded.refused(Category.NOT_SUPPORTED, "the EHR holds a list of its own; change it in the EHR itself");
    }
    List<String> members = row.paths().getFirst().alternatives().getFirst().whole().stream()
        .map(TreePath.Segment::member).toList();
    ArrayNode all = JsonNodeFactory.instance.arrayNode();
    for (Object object : objects) {
      ObjectNode one = all.addObject();
      Set<String> open = new TreeSet<>();
      ((Map<?, ?>) object).keySet().forEach(name -> open.add((String) name));
      for (CompiledRow inner : row.rows()) {
        Object own = inner.row().parts().isEmpty() ? ((Map<?, ?>) object).get(inner.row().field()) : object;
        boolean constant = inner.row().constant() != null;
        if (inner.writes() && (constant || open.removeAll(inner.row().fields()))) {
          Encoded encoded = constant ? new Encoded.Value(TextNode.valueOf(inner.row().constant())) : encode(inner, own);
          if (encoded instanceof Encoded.Refused(var finding)) {
            problems.add(inner.problem(finding.category(), finding.sentence()));
          } else {
            put(inner, encoded, new TreeEditor(shape, one, members));
          }
        }
      }
      if (!open.isEmpty()) {
        return Encoded.refused(Category.NOT_SUPPORTED, "an object in it has '" + open.iterator().next()
            + "', which cannot be written to this EHR; leave it out");
      }
    }
    return new Encoded.Value(all);
  }

  private boolean put(CompiledRow row, Encoded encoded) {
    return put(row, encoded, new TreeEditor(shape, root, List.of()));
  }

  /** Whether it could be put. */
  private boolean put(CompiledRow row, Encoded encoded, TreeEditor editor) {
    List<JsonNode> values = switch (encoded) {
      case Encoded.Value(ArrayNode list) when row.paths().size() > 1 -> List.copyOf(list.valueStream().toList());
      case Encoded.Value(JsonNode json) -> List.of(json);
      case Encoded.Several(List<JsonNode> several) -> several;
      case Encoded.Refused refused -> List.of();
    };
    if (values.size() > row.paths().size()) {
      problems.add(row.problem(Category.TOO_LONG, "the EHR has " + row.paths().size() + " places for it; send no more"));
      return false;
    }
    try {
      for (int i = 0; i < values.size(); i++) {
        if (!values.get(i).isMissingNode()) {
          editor.set(row.paths().get(i), leaf(values.get(i)));
        }
      }
      return true;
    } catch (TreeEditor.Unbuildable unbuildable) {
      problems.add(row.problem(Category.STRUCTURE, unbuildable.getMessage() + "; change it in the EHR itself"));
      return false;
    }
  }

  /** HL7 v2 has only texts. */
  private JsonNode leaf(JsonNode value) {
    return writer.table().format() == Format.HL7V2 && value.isValueNode() ? TextNode.valueOf(value.asText()) : value.deepCopy();
  }

  /** What would be read from the tree must be what was asked for; a path that writes elsewhere than it reads ends here. */
  private void readBack() {
    Map<String, Object> fields = writer.read(root);
    written.forEach((row, encoded) -> {
      boolean readable = writer.table().rows().stream()
          .anyMatch(one -> one.reads() && one.row().fields().containsAll(row.row().fields()));
      boolean there = row.row().fields().stream().anyMatch(fields::containsKey);
      if (readable && !(there && encode(row, value(row, fields)).equals(encoded))) {
        problems.add(row.problem(Category.PROCESSING,
            "it would read back other than it was written; change it in the EHR itself and correct the mapping table"));
      }
    });
  }

  private static boolean blank(Object value) {
    return switch (value) {
      case null -> true;
      case String text -> text.isBlank();
      case List<?> list -> list.stream().allMatch(RowWriter::blank);
      case Map<?, ?> map -> map.values().stream().allMatch(RowWriter::blank);
      default -> false;
    };
  }
}
