package io.mediflow.packages.doc;

import io.mediflow.packages.CodecName;
import io.mediflow.packages.ConceptMap;
import io.mediflow.packages.Facts.Capability;
import io.mediflow.packages.Facts.Fact;
import io.mediflow.packages.HookSpec;
import io.mediflow.packages.LocalList;
import io.mediflow.packages.OperationSpec;
import io.mediflow.packages.doc.Block.Grid;
import io.mediflow.packages.doc.Block.Heading;
import io.mediflow.packages.doc.Block.Span;
import io.mediflow.packages.doc.MappingDocument.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The document's blocks in their order, the same for each renderer; what a practice asks first stands first. */
final class Outline {

  private final MappingDocument document;
  private final List<Block> blocks = new ArrayList<>();

  private Outline(MappingDocument document) {
    this.document = document;
  }

  static List<Block> of(MappingDocument document) {
    return new Outline(document).all();
  }

  /** What the table of contents lists. */
  static List<Heading> contents(List<Block> blocks) {
    return blocks.stream().filter(Heading.class::isInstance).map(Heading.class::cast).filter(one -> one.level() > 1).toList();
  }

  private List<Block> all() {
    product();
    interfaces();
    capabilities();
    statements("Limits", document.facts().limits());
    statements("Quirks", document.facts().quirks());
    tables();
    codecs();
    maps();
    lists();
    operations();
    return blocks;
  }

  private void product() {
    blocks.add(new Heading(2, "Product", "product"));
    List<List<Span>> items = new ArrayList<>();
    item(items, "Product", document.facts().product());
    item(items, "Versions", String.join(", ", document.facts().versions()));
    item(items, "Package", document.stamp());
    item(items, "Practice's overlay", document.overlay() == 0 ? "none" : "version " + document.overlay());
    item(items, "Patients come from", String.join(", ", document.facts().roster()));
    item(items, "First load reaches back", labels(document.facts().startDepth()));
    item(items, "Tiers", labels(document.facts().tiers()));
    new TreeMap<>(document.facts().ownership()).forEach((type, owners) -> new TreeMap<>(owners).forEach((from, fields) ->
        item(items, "Of a " + type.label() + ", " + from + " decides on", String.join(", ", fields))));
    new TreeMap<>(document.facts().joins()).forEach((type, join) -> {
      if (join.by().size() == 1) {
        item(items, "Of type " + type.label() + ", records are taken alone from", String.join("", join.by().keySet()));
      } else {
        item(items, "Of type " + type.label() + ", records of several interfaces are one by", String.join(", ", new TreeMap<>(join.by()).entrySet().stream()
            .map(one -> one.getKey() + "'s " + one.getValue()).toList())
            + (join.waits().isEmpty() ? "" : "; " + String.join(", ", new TreeSet<>(join.waits())) + " waits for another")
            + join.find().entrySet().stream().sorted(Map.Entry.comparingByKey())
                .map(one -> "; " + one.getKey() + " is asked once for whom others wait: " + one.getValue()).collect(Collectors.joining()));
      }
    });
    blocks.add(new Block.Bullets(items));
  }

  private static String labels(Map<io.mediflow.model.record.RecordType, String> values) {
    return new TreeMap<>(values).entrySet().stream()
        .map(one -> one.getKey().label() + " " + one.getValue()).collect(Collectors.joining(", "));
  }

  private static void item(List<List<Span>> items, String what, String value) {
    if (!value.isEmpty()) {
      items.add(List.of(new Span.Strong(what + ": "), new Span.Text(value)));
    }
  }

  private void interfaces() {
    section("Interfaces", List.of("Interface", "Format", "Authentication", "Scopes", "Addresses", "Notifications", "Budget"),
        document.interfaces().stream().map(one -> List.of(
            code(one.name()), text(one.format().label()), text(Words.label(one.auth())), codes(one.scopes()),
            codes(new TreeMap<>(one.bases()).entrySet().stream().map(base -> base.getKey() + ": " + base.getValue()).toList()),
            text(one.hook().map(HookSpec::label).orElse("none")),
            text(one.budgets().isEmpty() && one.throttle().isEmpty() ? "none stated" : Words.budget(one)))).toList());
  }

  private void capabilities() {
    section("What the product lets one read and write",
        List.of("Record", "Read", "Write", "Statement", "Source", "Looked up", "Status"),
        document.facts().capabilities().stream().map(Outline::capability).toList());
  }

  private static List<List<Span>> capability(Capability one) {
    List<List<Span>> cells = new ArrayList<>(List.of(text(one.type().label()), text(one.read()), text(one.write())));
    cells.addAll(fact(one.fact()));
    return cells;
  }

  private static List<List<Span>> fact(Fact fact) {
    return List.of(text(fact.sentence()), text(fact.source()), text(fact.date()),
        fact.confirmed() ? text("confirmed") : List.of(new Span.Strong("UNCONFIRMED")));
  }

  private void statements(String title, List<Fact> facts) {
    section(title, List.of("Statement", "Source", "Looked up", "Status"), facts.stream().map(Outline::fact).toList());
  }

  private void tables() {
    for (Table table : document.tables()) {
      blocks.add(new Heading(2, title(table), "table-" + table.type().label() + "-" + table.interfaceName()));
      blocks.add(new Block.Paragraph(text("Made of " + String.join(", ", table.sources()) + " in " + table.format().label()
          + "; changes are learned of by " + String.join(", ", table.strategies()) + "."
          + (table.onlyIf().isEmpty() ? "" : " No record is made unless " + table.onlyIf() + ".")
          + table.merged())));
      blocks.add(new Grid(LineCells.COLUMNS, table.lines().stream().map(LineCells::of).toList()));
    }
  }

  static String title(Table table) {
    String label = table.type().label();
    return Character.toUpperCase(label.charAt(0)) + label.substring(1) + " by " + table.interfaceName();
  }

  private void codecs() {
    section("Codecs", List.of("Codec", "It takes", "Anything else"), document.codecs().stream().map(Outline::codec).toList());
  }

  private static List<List<Span>> codec(CodecName one) {
    return List.of(code(one.label()), text(one.accepts()), text(one.failure()));
  }

  private void maps() {
    for (ConceptMap map : document.maps()) {
      blocks.add(new Heading(2, "Code map " + map.name(), LineCells.anchor(map.name())));
      blocks.add(new Grid(List.of("EHR's code", "Record's code", "Equivalence"), map.entries().stream().map(one -> List.of(
          code(one.source()), code(one.target()), text(Words.label(one.equivalence())))).toList()));
    }
  }

  private void lists() {
    for (LocalList list : document.lists()) {
      blocks.add(new Heading(2, "Practice's " + list.name(), LineCells.anchor("local." + list.name())));
      blocks.add(new Grid(List.of("Practice's", "Title", "EHR's", "System", "Zone", "Status"), list.entries().stream()
          .map(one -> List.of(code(one.ours()), text(one.title().orElse("")), code(one.ehr()), code(one.system().orElse("")),
              text(one.zone().orElse("")), text(one.retired() ? "retired: read, no longer written" : "in use"))).toList()));
    }
  }

  private void operations() {
    section("What can be written", List.of("Operation", "Record", "By", "Required", "Allowed", "Set by us", "Read back after"),
        document.operations().stream().map(Outline::operation).toList());
  }

  private static List<List<Span>> operation(OperationSpec one) {
    return List.of(code(one.name()), text(one.type().label() + ", " + Words.label(one.verb())), text(one.interfaceName()),
        text(String.join(", ", new TreeSet<>(one.required()))), text(String.join(", ", new TreeSet<>(one.allowed()))),
        text(new TreeMap<>(one.fixed()).entrySet().stream().map(set -> set.getKey() + " = " + set.getValue())
            .collect(Collectors.joining(", "))),
        text(one.settle().toString()));
  }

  private void section(String title, List<String> columns, List<List<List<Span>>> rows) {
    if (!rows.isEmpty()) {
      blocks.add(new Heading(2, title, title.toLowerCase(java.util.Locale.ROOT).replace(' ', '-')));
      blocks.add(new Grid(columns, rows));
    }
  }

  static List<Span> text(String text) {
    return text.isEmpty() ? List.of() : List.of(new Span.Text(text));
  }

  static List<Span> code(String text) {
    return text.isEmpty() ? List.of() : List.of(new Span.Code(text));
  }

  static List<Span> codes(List<String> texts) {
    List<Span> spans = new ArrayList<>();
    texts.forEach(one -> {
      if (!spans.isEmpty()) {
        spans.add(new Span.Break());
      }
      spans.add(new Span.Code(one));
    });
    return spans;
  }
}
