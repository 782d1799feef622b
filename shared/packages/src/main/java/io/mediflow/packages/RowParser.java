package io.mediflow.packages;

import io.mediflow.model.record.RecordType;
import io.mediflow.packages.MappingTable.Direction;
import io.mediflow.packages.MappingTable.Row;
import java.util.Map;

/** Reads and checks one row of a mapping table. */
final class RowParser {

  private final RecordType type;
  private final boolean onlyCustom;

  /** @param onlyCustom for an overlay, which adds the practice's own fields and leaves the package's alone */
  RowParser(RecordType type, boolean onlyCustom) {
    this.type = type;
    this.onlyCustom = onlyCustom;
  }

  Row row(Section section) {
    CodecName codec = CodecName.of(section.text("codec")).orElseThrow(() -> section.wrong(
        "codec", "has the value '" + section.text("codec") + "'; there is no such codec (see CodecName)"));
    Row row = new Row(
        field(section, codec),
        section.text("path"),
        codec.label(),
        section.find("direction").isEmpty() ? Direction.BOTH : section.constant("direction", Direction.class),
        section.flag("required"),
        section.optional("map").orElse(null),
        section.optional("argument").orElse(null),
        section.optional("note").orElse(null));
    if (row.map() != null && codec != CodecName.CODE) {
      throw section.wrong("map", "goes with the codec 'code' only");
    }
    if (row.required() && onlyCustom) {
      throw section.wrong("required", "is for the package's own fields; a practice's field may be missing");
    }
    argument(section, codec, row);
    if (row.direction() != Direction.READ) {
      constructible(section, row);
    }
    return row;
  }

  private String field(Section section, CodecName codec) {
    String field = section.text("field");
    if (RecordFields.isCustom(field)) {
      return field;
    }
    Map<String, FieldType> known = RecordFields.of(type);
    if (onlyCustom) {
      throw section.wrong("field", "is '" + field + "'; an overlay's fields are custom.NAME");
    }
    if (field.equals(RecordFields.CUSTOM) || !known.containsKey(field)) {
      throw section.wrong("field", "is '" + field + "'; a " + type.label() + " has " + String.join(", ", known.keySet())
          + " (and custom.NAME)");
    }
    if (!known.get(field).equals(codec.fieldType())) {
      throw section.wrong("codec", "makes a " + codec.fieldType() + ", and " + field + " is a " + known.get(field));
    }
    return field;
  }

  private void argument(Section section, CodecName codec, Row row) {
    if (codec.needsArgument() && row.argument() == null) {
      throw section.wrong("'argument' is missing; the codec '" + codec.label() + "' needs it");
    }
    if (codec == CodecName.RECORD_REFERENCE) {
      try {
        RecordType.of(row.argument());
      } catch (IllegalArgumentException none) {
        throw section.wrong("argument", "is '" + row.argument() + "'; " + none.getMessage());
      }
    }
  }

  private static void constructible(Section section, Row row) {
    try {
      WritePath.parse(row.path());
    } catch (IllegalArgumentException outside) {
      throw section.wrong("path", "cannot be written along: " + outside.getMessage()
          + "; write it so that it can be built, or say 'direction: read'");
    }
  }
}
