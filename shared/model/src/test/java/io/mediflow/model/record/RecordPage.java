package io.mediflow.model.record;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The page that explains every field to people. */
final class RecordPage {

  private static final String HEAD = """
      # Records

      What applications read and write, one table per record. `./mediflow records patient` prints the same, and the
      [JSON Schemas](src/main/resources/schemas/v1) say it to machines. This page is generated from the Java records: do not
      edit it, edit them.

      - **A field that the EHR does not give is absent.** No field is required, and none is null or empty.
      - **date** is an ISO 8601 date, **time** an ISO 8601 date-time with the offset that the EHR gave, without one where it
        cannot be told. What the EHR gives in part stays partial (`1980`, `1980-05`); a time may be no more than a date.
      - **decimal** is a number written as text, so that no digit that was given gets lost.
      - **record id** is our id of another record. Practitioners, locations, slots and schedules that a record refers to
        stand there by the practice's own ids.
      - **own fields** is an object: each field that the practice's overlay declares, under the name given there.
      - A value that names its codes ("One of ...") holds one of them, or the EHR's own where the mapping knows no
        better; the record's problems then mark it.

      """;

  private RecordPage() {}

  static String text() {
    StringBuilder page = new StringBuilder(HEAD);
    for (RecordType type : RecordType.values()) {
      page.append("- [").append(type.label()).append("](#").append(type.label()).append(")\n");
    }
    Map<String, Shape> values = new TreeMap<>();
    for (RecordType type : RecordType.values()) {
      Shape shape = Shape.of(type.shape());
      page.append("\n## ").append(type.label()).append("\n\n");
      table(page, shape);
      shape.values().forEach(one -> values.put(one.getSimpleName(), Shape.of(one)));
    }
    page.append("\n# Values\n\nObjects that fields of records hold.\n");
    values.forEach((name, shape) -> {
      page.append("\n## ").append(name).append("\n\n");
      table(page, shape);
    });
    return page.toString();
  }

  private static void table(StringBuilder page, Shape shape) {
    page.append(escaped(shape.description())).append("\n\n| Field | Holds | Meaning |\n| --- | --- | --- |\n");
    for (Shape.Field field : shape.fields()) {
      page.append("| `").append(field.name()).append("` | ").append(holds(field)).append(" | ")
          .append(escaped(field.description())).append(" |\n");
    }
  }

  private static String holds(Shape.Field field) {
    return (field.list() ? "list of " : "") + (field.item().isRecord()
        ? "[" + field.item().getSimpleName() + "](#" + field.item().getSimpleName().toLowerCase(Locale.ROOT) + ")"
        : word(field));
  }

  private static String word(Shape.Field field) {
    if (field.item() == String.class) {
      return field.written().map(RecordSchema::words).orElse("text");
    }
    return field.item() == Boolean.class ? "flag" : field.item() == Integer.class ? "whole number" : "own fields";
  }

  private static String escaped(String text) {
    return text.replace("|", "\\|").replace("<", "\\<").replace(">", "\\>");
  }
}
