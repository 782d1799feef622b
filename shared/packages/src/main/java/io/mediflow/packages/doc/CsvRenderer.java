package io.mediflow.packages.doc;

import io.mediflow.packages.doc.MappingDocument.Line;
import io.mediflow.packages.doc.MappingDocument.Table;
import java.util.List;
import java.util.stream.Collectors;

/** Writes each row of each table as a line of comma-separated values (https://www.rfc-editor.org/rfc/rfc4180), names first. */
public final class CsvRenderer {

  private static final List<String> COLUMNS = List.of(
      "package", "record", "interface", "format", "sources", "field", "paths", "codec", "argument", "accepts", "direction", "map",
      "count", "condition", "zone", "place", "otherwise", "example", "note", "own");

  private CsvRenderer() {}

  public static String render(MappingDocument document) {
    StringBuilder csv = new StringBuilder(line(COLUMNS));
    for (Table table : document.tables()) {
      table.lines().forEach(one -> csv.append(line(cells(document.stamp(), table, one))));
    }
    return csv.toString();
  }

  private static List<String> cells(String stamp, Table table, Line line) {
    return List.of(stamp, table.type().label(), table.interfaceName(), table.format().label(), String.join("; ", table.sources()),
        line.field(), String.join("; ", line.paths()), line.codec().label(), line.argument(), line.codec().accepts(),
        Words.label(line.direction()), line.map(), line.count(), line.condition(), line.zone(), line.order(), line.otherwise(),
        line.example(), line.note(), String.valueOf(line.own()));
  }

  private static String line(List<String> cells) {
    return cells.stream().map(CsvRenderer::cell).collect(Collectors.joining(",", "", "\r\n"));
  }

  private static String cell(String value) {
    return value.matches("(?s).*[\",\r\n].*") ? "\"" + value.replace("\"", "\"\"") + "\"" : value;
  }
}
