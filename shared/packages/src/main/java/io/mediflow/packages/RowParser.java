package io.mediflow.packages;

import io.mediflow.model.record.RecordType;
import io.mediflow.packages.MappingTable.Direction;
import io.mediflow.packages.MappingTable.Row;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Reads and checks one row of a mapping table. */
final class RowParser {

  private final String what;
  private final Map<String, FieldType> known;
  private final Format format;
  private final TreePath around;
  private final boolean onlyCustom;

  private RowParser(String what, Map<String, FieldType> known, Format format, TreePath around, boolean onlyCustom) {
    this.what = what;
    this.known = known;
    this.format = format;
    this.around = around;
    this.onlyCustom = onlyCustom;
  }

  /** For a package's table. */
  static RowParser table(RecordType type, Format format) {
    return new RowParser(type.label(), RecordFields.of(type), format, null, false);
  }

  /** For an overlay, which adds the practice's own fields and leaves the package's alone. */
  static RowParser overlay(RecordType type, Format format) {
    return new RowParser(type.label(), RecordFields.of(type), format, null, true);
  }

  Row row(Section section) {
    Direction direction =
        section.find("direction").isEmpty() ? Direction.BOTH : section.constant("direction", Direction.class);
    List<String> paths = section.find("path").orElse(null) instanceof Yaml.Items ? section.texts("path") : List.of(section.text("path"));
    if (section.optional("constant").isPresent()) {
      return constant(section, paths);
    }
    CodecName codec = CodecName.of(section.text("codec")).orElseThrow(() -> section.wrong(
        "codec", "has the value '" + section.text("codec") + "'; there is no such codec (see CodecName)"));
    Map<String, String> parts = parts(section, codec);
    Row row = new Row(
        parts.isEmpty() ? field(section, codec) : null, parts, paths, codec.label(), direction, section.flag("required"),
        section.flag("fallback"), section.optional("map").orElse(null), section.optional("argument").orElse(null),
        section.optional("when").orElse(null), section.optional("zone").orElse(null), null,
        codec == CodecName.GROUP ? group(section, paths) : List.of(), section.optional("note").orElse(null));
    if (row.map() != null && !row.local() && !codec.takesMap()) {
      throw section.wrong("map", "does not go with the codec '" + codec.label() + "'");
    }
    if (row.required() && around != null) {
      throw section.wrong("required", "is for a record's own fields; what a group holds may lack any of its values");
    }
    if (row.required() && onlyCustom) {
      throw section.wrong("required", "is for the package's own fields; a practice's field may be missing");
    }
    if (row.fallback() && direction == Direction.WRITE) {
      throw section.wrong("fallback", "is for reading; a row that is only written cannot have it");
    }
    argument(section, codec, row);
    paths(section, row);
    return row;
  }

  /** What is written always, whatever the record holds. */
  private Row constant(Section section, List<String> paths) {
    Row row = new Row(null, Map.of(), paths, CodecName.TEXT.label(), Direction.WRITE, false, false, null, null,
        section.optional("when").orElse(null), null, section.text("constant"), List.of(), section.optional("note").orElse(null));
    paths(section, row);
    return row;
  }

  private Map<String, String> parts(Section section, CodecName codec) {
    Map<String, String> parts = new LinkedHashMap<>();
    section.values("parts").forEach((part, field) -> {
      FieldType made = codec.parts().get(part);
      if (made == null) {
        throw section.wrong("parts", "names '" + part + "'; the codec '" + codec.label() + "' makes "
            + (codec.parts().isEmpty() ? "one value" : String.join(", ", codec.parts().keySet().stream().sorted().toList())));
      }
      fits(section, "parts", field.toString(), made);
      parts.put(part, field.toString());
    });
    if (parts.isEmpty() != codec.parts().isEmpty()) {
      throw section.wrong("'parts' says which field takes which part of the codec '" + codec.label() + "'; it is missing");
    }
    return parts;
  }

  private String field(Section section, CodecName codec) {
    String field = section.text("field");
    fits(section, "field", field, codec.fieldType());
    return field;
  }

  private void fits(Section section, String key, String field, FieldType made) {
    if (RecordFields.isCustom(field)) {
      return;
    }
    if (onlyCustom) {
      throw section.wrong(key, "is '" + field + "'; an overlay's fields are custom.NAME");
    }
    if (field.equals(RecordFields.CUSTOM) || !known.containsKey(field)) {
      throw section.wrong(key, "is '" + field + "'; a " + what + " has " + String.join(", ", known.keySet())
          + " (and custom.NAME)");
    }
    FieldType wanted = known.get(field);
    boolean group = made.item() == Record.class && wanted.item().isRecord() && wanted.list();
    if (!group && !wanted.equals(made)) {
      throw section.wrong("codec", "makes a " + made + ", and " + field + " is a " + wanted);
    }
  }

  /** The rows of a group, over the fields of the object that it makes. */
  private List<Row> group(Section section, List<String> paths) {
    String field = section.text("field");
    Map<String, FieldType> inner = known.containsKey(field) ? RecordFields.of(known.get(field).item()) : Map.of();
    TreePath container = checked(section, "path", () -> TreePath.container(format, paths.getFirst()));
    RowParser parser = new RowParser(field, inner, format, container, false);
    List<Row> rows = section.each("rows", parser::row);
    if (rows.isEmpty()) {
      throw section.wrong("'rows' is missing; a group says what its objects hold");
    }
    return rows;
  }

  private void argument(Section section, CodecName codec, Row row) {
    if (codec.needsArgument() && row.argument() == null) {
      throw section.wrong("'argument' is missing; the codec '" + codec.label() + "' needs it");
    }
    if (codec == CodecName.RECORD_REFERENCE || codec == CodecName.RECORD_ID) {
      checked(section, "argument", () -> RecordType.of(row.argument()));
    }
    if (row.argument() != null && !codec.arguments().isEmpty() && !codec.arguments().contains(row.argument())) {
      throw section.wrong("argument", "is '" + row.argument() + "'; the codec '" + codec.label() + "' takes "
          + String.join(", ", codec.arguments()));
    }
    places(section, codec, row);
  }

  private static void places(Section section, CodecName codec, Row row) {
    Places places = codec.places();
    List<String> order = places.order(row.argument());
    if (!places.none() && order.stream().anyMatch(place -> !places.has(place))) {
      throw section.wrong("argument", "names a place that the codec '" + codec.label() + "' does not have; it has "
          + String.join(", ", places.usual()) + (places.also().isEmpty() ? "" : ", " + String.join(", ", places.also())));
    }
    if (!places.none() && order.size() != row.paths().size()) {
      throw section.wrong("path", "has " + row.paths().size() + " paths; the codec '" + codec.label() + "' wants one for each of "
          + String.join(", ", order) + ", or an argument that names those that there are");
    }
  }

  private void paths(Section section, Row row) {
    if (row.when() != null) {
      checked(section, "when", () -> Condition.parse(format, row.when()));
    }
    if (row.zone() != null) {
      checked(section, "zone", () -> TreePath.parse(format, row.zone()));
    }
    for (String path : row.paths()) {
      if (row.writes() || format != Format.FHIR_R4) {
        TreePath parsed;
        try {
          parsed = row.rows().isEmpty() ? path(path) : TreePath.container(format, path);
        } catch (IllegalArgumentException outside) {
          throw section.wrong("path", (row.writes() ? "cannot be written along: " : "cannot be followed: ")
              + outside.getMessage() + (row.writes() ? "; write it so that it can be built, or say 'direction: read'" : ""));
        }
        if (row.writes() && parsed.skips()) {
          throw section.wrong("path", "cannot be written along: skip() leaves elements out; say 'direction: read'");
        }
      }
    }
  }

  private TreePath path(String path) {
    return around == null ? TreePath.parse(format, path) : TreePath.inside(format, around, path);
  }

  private static <T> T checked(Section section, String key, Supplier<T> made) {
    try {
      return made.get();
    } catch (IllegalArgumentException wrong) {
      throw section.wrong(key, "cannot be used: " + wrong.getMessage());
    }
  }
}
