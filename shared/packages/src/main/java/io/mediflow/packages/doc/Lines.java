package io.mediflow.packages.doc;

import io.mediflow.packages.CodecName;
import io.mediflow.packages.MappingTable.Row;
import io.mediflow.packages.Overlay;
import io.mediflow.packages.RecordSpec;
import io.mediflow.packages.doc.MappingDocument.Line;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Makes a document's lines of a table's rows and of those that the practice lays over it. */
final class Lines {

  private final RecordSpec spec;
  private final Overlay overlay;
  private final Examples examples;
  private final List<Line> lines = new ArrayList<>();

  Lines(RecordSpec spec, Overlay overlay, Examples examples) {
    this.spec = spec;
    this.overlay = overlay;
    this.examples = examples;
  }

  List<Line> all() {
    add(spec.table().rows(), List.of(), false);
    add(overlay.rows(spec.table().format(), spec.type()), List.of(), true);
    return lines;
  }

  /** @param around fields of the groups that the rows stand in, outermost first */
  private void add(List<Row> rows, List<String> around, boolean own) {
    for (Row row : rows) {
      lines.add(line(row, rows, around, own));
      List<String> inside = new ArrayList<>(around);
      inside.addAll(row.fields());
      add(row.rows(), inside, own);
    }
  }

  private Line line(Row row, List<Row> beside, List<String> around, boolean own) {
    CodecName codec = CodecName.of(row.codec()).orElseThrow();
    List<Row> readers = row.constant() != null || !row.reads() ? List.of() : beside.stream()
        .filter(Row::reads).filter(one -> one.fields().stream().anyMatch(row.fields()::contains)).toList();
    boolean listed = row.local() && overlay.local(row.map().substring(Row.LOCAL.length())).isPresent();
    return new Line(
        name(row, around), row.paths(), codec, said(row.argument()), row.direction(), said(row.map()),
        Words.count(row, codec.fieldType().list(), !around.isEmpty()), said(row.when()), said(row.zone()),
        readers.size() > 1 ? (readers.indexOf(row) + 1) + " of " + readers.size() : "",
        Words.otherwise(row, codec, !around.isEmpty(), readers.size(), listed), example(row, around), said(row.note()), own);
  }

  private static String name(Row row, List<String> around) {
    String prefix = around.stream().map(one -> one + "[].").collect(Collectors.joining());
    if (row.constant() != null) {
      return prefix + row.name();
    }
    return row.parts().isEmpty()
        ? prefix + row.field()
        : row.parts().entrySet().stream().sorted(Map.Entry.comparingByValue(Comparator.naturalOrder()))
            .map(part -> prefix + part.getValue() + " (" + part.getKey() + ")").collect(Collectors.joining(", "));
  }

  private String example(Row row, List<String> around) {
    return row.fields().stream()
        .map(field -> {
          List<String> path = new ArrayList<>(around);
          path.add(field);
          return examples.of(spec.interfaceName(), spec.type(), path);
        })
        .filter(one -> !one.isEmpty()).collect(Collectors.joining(", "));
  }

  private static String said(String text) {
    return text == null ? "" : text;
  }
}
