package io.mediflow.packages;

import io.mediflow.model.record.RecordType;
import io.mediflow.packages.MappingTable.Layout;
import io.mediflow.packages.MappingTable.Merged;
import io.mediflow.packages.MappingTable.Row;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads a mapping table. One with a {@code base} is that table with differences: a field that it names is its own, with all
 * its rows, and {@code without} leaves fields out.
 */
final class TableParser {

  private final PackageFiles files;
  private final RecordType type;
  private final String interfaceName;
  private final Format format;
  private final Set<String> maps;

  /** @param maps of the package and, under {@code INTERFACE/NAME}, of its interfaces; the nearer one is meant */
  TableParser(PackageFiles files, RecordType type, String interfaceName, Format format, Set<String> maps) {
    this.files = files;
    this.type = type;
    this.interfaceName = interfaceName;
    this.format = format;
    this.maps = maps;
  }

  /** @param path from the packages' root, for example {@code smart-r4/fhir/patient.yaml} */
  MappingTable table(String path) {
    return table(path, 0);
  }

  private MappingTable table(String path, int bases) {
    Section section = files.section(path);
    Optional<MappingTable> base = section.optional("base").map(name -> {
      section.bounded("base", bases);
      return table(name, bases + 1);
    });
    List<String> sources = sources(section, base);
    Optional<Layout> layout = format == Format.FHIR_R4 ? Optional.empty() : Optional.of(layout(section, base));
    List<String> without = section.texts("without");
    List<Row> own = rows(section);
    section.end();
    List<Row> rows = base.map(one -> over(section, one.rows(), without, own)).orElse(own);
    if (format == Format.HL7V2) {
      ordered(section, layout.orElseThrow(), rows);
    }
    return new MappingTable(type, format, sources, layout, rows);
  }

  /** A message's segments have an order, so each that is written must have its place. */
  private static void ordered(Section section, Layout layout, List<Row> rows) {
    for (Row row : rows.stream().filter(Row::writes).toList()) {
      if (layout.event().isEmpty()) {
        throw section.wrong("'event' is missing; '" + row.name() + "' is written, and nothing says in which message");
      }
      for (String path : row.paths()) {
        String segment = path.substring(0, Math.min(3, path.length()));
        if (!segment.equals("MSH") && !layout.segments().contains(segment)) {
          throw section.wrong("segments", "lacks " + segment + ", which the row for '" + row.name() + "' writes");
        }
      }
    }
  }

  private List<String> sources(Section section, Optional<MappingTable> base) {
    List<String> own = switch (format) {
      case FHIR_R4 -> section.optional("resource").stream().toList();
      case HL7V2 -> section.texts("messages");
      case JSON -> section.optional("document").stream().toList();
    };
    String key = switch (format) {
      case FHIR_R4 -> "resource";
      case HL7V2 -> "messages";
      case JSON -> "document";
    };
    return own.isEmpty() ? base.map(MappingTable::sources).orElseThrow(() -> section.wrong("'" + key + "' is missing")) : own;
  }

  private Layout layout(Section section, Optional<MappingTable> base) {
    Optional<Layout> inherited = base.flatMap(MappingTable::layout);
    if (section.find("id").isEmpty()) {
      return inherited.orElseThrow(() -> section.wrong("'id' is missing; it is the path to what identifies the record"));
    }
    Layout layout = new Layout(section.optional("each"), section.texts("within"), section.texts("with"),
        section.optional("only-if"),
        section.find("id").orElseThrow() instanceof Yaml.Items ? section.texts("id") : List.of(section.text("id")),
        section.optional("last-updated"), section.optional("last-updated-form"),
        section.optional("event"), section.texts("segments"), section.inner("merged").map(this::merged));
    layout.onlyIf().ifPresent(condition -> checked(section, "only-if", () -> Condition.parse(format, condition)));
    layout.id().forEach(path -> checked(section, "id", () -> TreePath.parse(format, path)));
    layout.lastUpdated().ifPresent(path -> checked(section, "last-updated", () -> TreePath.parse(format, path)));
    if (format == Format.JSON) {
      layout.each().ifPresent(path -> checked(section, "each", () -> TreePath.parse(format, path)));
    }
    return layout;
  }

  private Merged merged(Section section) {
    Merged merged = new Merged(section.texts("messages"), section.text("each"), section.text("id"), section.text("authority"),
        section.text("own-authority"));
    section.end();
    checked(section, "each", () -> TreePath.container(format, merged.each()));
    checked(section, "own-authority", () -> TreePath.parse(format, merged.ownAuthority()));
    List.of("id", "authority").forEach(key -> checked(section, key, () ->
        TreePath.inside(format, TreePath.container(format, merged.each()), key.equals("id") ? merged.id() : merged.authority())));
    return merged;
  }

  private static void checked(Section section, String key, Runnable parse) {
    try {
      parse.run();
    } catch (IllegalArgumentException wrong) {
      throw section.wrong(key, "cannot be followed: " + wrong.getMessage());
    }
  }

  private List<Row> rows(Section section) {
    RowParser parser = RowParser.table(type, format);
    Set<String> read = new HashSet<>();
    Set<String> written = new HashSet<>();
    return section.each("rows", one -> {
      Row row = mapped(one, parser.row(one));
      for (String field : row.fields()) {
        boolean again = row.reads() && !read.add(field) && !row.fallback();
        if (again || row.writes() && !written.add(field) && row.when() == null) {
          throw one.wrong("field", "'" + field + "' has two rows that go the same way; keep one"
              + (again ? ", or say 'fallback: true' at the second" : ""));
        }
      }
      return row;
    });
  }

  private Row mapped(Section section, Row row) {
    Row whole = row.rows().isEmpty() ? row : row.withRows(row.rows().stream().map(inner -> mapped(section, inner)).toList());
    if (row.map() == null || row.local() && LocalList.NAMES.contains(row.map().substring(Row.LOCAL.length()))) {
      return whole;
    }
    String nearer = interfaceName + "/" + row.map();
    if (maps.contains(nearer)) {
      return whole.withMap(nearer);
    }
    if (!maps.contains(row.map())) {
      throw section.wrong("map", "is '" + row.map() + "'; maps.yaml has " + String.join(", ", maps)
          + ", and the practice's local build " + String.join(", ", LocalList.NAMES.stream().map(Row.LOCAL::concat).toList()));
    }
    return whole;
  }

  private static List<Row> over(Section section, List<Row> base, List<String> without, List<Row> own) {
    Set<String> dropped = new HashSet<>(without);
    own.forEach(row -> dropped.addAll(row.fields()));
    for (String field : without) {
      if (base.stream().noneMatch(row -> row.fields().contains(field))) {
        throw section.wrong("without", "names '" + field + "', which the base does not have");
      }
    }
    List<Row> rows = new ArrayList<>();
    for (Row row : base) {
      boolean replaced = row.constant() == null
          ? row.fields().stream().anyMatch(dropped::contains)
          : own.stream().anyMatch(one -> one.constant() != null && one.paths().equals(row.paths()));
      if (!replaced) {
        rows.add(row);
      }
    }
    rows.addAll(own);
    return rows;
  }
}
