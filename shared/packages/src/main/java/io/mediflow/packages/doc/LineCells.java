package io.mediflow.packages.doc;

import io.mediflow.packages.doc.Block.Span;
import io.mediflow.packages.doc.MappingDocument.Line;
import java.util.ArrayList;
import java.util.List;

/** The cells of one line of a table. */
final class LineCells {

  static final List<String> COLUMNS =
      List.of("Field", "Where it stands", "Codec", "Goes", "Count", "When", "If absent or unknown", "Example", "Note");

  private LineCells() {}

  static List<List<Span>> of(Line line) {
    return List.of(field(line), Outline.codes(line.paths()), codec(line), Outline.text(Words.ways(line.direction())),
        Outline.text(line.count()), when(line), Outline.text(line.otherwise()), Outline.code(line.example()),
        Outline.text(line.note()));
  }

  private static List<Span> field(Line line) {
    List<Span> spans = new ArrayList<>(Outline.code(line.field()));
    if (line.own()) {
      spans.add(new Span.Break());
      spans.add(new Span.Strong("the practice's own"));
    }
    return spans;
  }

  private static List<Span> codec(Line line) {
    List<Span> spans = new ArrayList<>();
    spans.add(new Span.Link(line.codec().label(), "codecs"));
    if (!line.argument().isEmpty()) {
      spans.add(new Span.Text(" ("));
      spans.add(new Span.Code(line.argument()));
      spans.add(new Span.Text(")"));
    }
    if (!line.map().isEmpty()) {
      spans.add(new Span.Text(", map "));
      spans.add(new Span.Link(line.map(), anchor(line.map())));
    }
    return spans;
  }

  private static List<Span> when(Line line) {
    List<Span> spans = new ArrayList<>(Outline.code(line.condition()));
    if (!line.order().isEmpty()) {
      spans.addAll(spans.isEmpty() ? List.of() : List.of(new Span.Break()));
      spans.add(new Span.Text("place " + line.order()));
    }
    if (!line.zone().isEmpty()) {
      spans.addAll(spans.isEmpty() ? List.of() : List.of(new Span.Break()));
      spans.add(new Span.Text("zone of the place in "));
      spans.add(new Span.Code(line.zone()));
    }
    return spans;
  }

  /** Of a code map's or local list's section. */
  static String anchor(String map) {
    return "map-" + map.replace('.', '-').replace('/', '-');
  }
}
