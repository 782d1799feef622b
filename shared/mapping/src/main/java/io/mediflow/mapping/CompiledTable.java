package io.mediflow.mapping;

import io.mediflow.fhir.R4;
import io.mediflow.model.record.Problem;
import io.mediflow.model.record.Problem.Category;
import io.mediflow.model.record.RecordType;
import io.mediflow.packages.Condition;
import io.mediflow.packages.EhrPackage;
import io.mediflow.packages.Format;
import io.mediflow.packages.MappingTable;
import io.mediflow.packages.Overlay;
import io.mediflow.packages.TreePath;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One table of a package, with what the practice lays over it, ready to run.
 *
 * @param members  what its paths begin with: in HL7 v2 the segments that it looks at
 * @param problems rows that cannot run; the others do
 */
record CompiledTable(MappingTable table, Optional<CompiledLayout> layout, Overlay overlay, List<CompiledRow> rows,
    Set<String> members, List<Problem> problems) {

  static CompiledTable of(EhrPackage ehr, MappingTable table, Overlay overlay, Expressions expressions) {
    List<Problem> problems = new ArrayList<>();
    if (table.format() == Format.FHIR_R4) {
      table.sources().stream().filter(resource -> !R4.knows(resource)).forEach(resource -> problems.add(
          new Problem(Category.NOT_SUPPORTED, resource,
              "The package maps a resource type that this build does not carry; build with it, or correct the package.")));
    }
    List<CompiledRow> rows = new ArrayList<>();
    Heads heads = new Heads();
    Stream.concat(table.rows().stream(), overlay.rows(table.format(), table.type()).stream()).forEach(row -> {
      try {
        CompiledRow compiled = CompiledRow.of(row, table.format(), ehr, overlay, expressions, heads);
        placed(table, compiled);
        rows.add(compiled);
      } catch (IllegalArgumentException wrong) {
        problems.add(new Problem(Category.PROCESSING, row.name(),
            "The mapping table's row for '" + row.name() + "' cannot run: " + wrong.getMessage() + "; correct the row."));
      }
    });
    Optional<CompiledLayout> layout = table.layout().map(one -> CompiledLayout.of(table.format(), one));
    return new CompiledTable(table, layout, overlay, List.copyOf(rows), members(rows, layout), List.copyOf(problems));
  }

  /** A segment without a place in the message would be built and never sent. */
  private static void placed(MappingTable table, CompiledRow row) {
    if (table.format() != Format.HL7V2) {
      return;
    }
    List<String> segments = table.layout().filter(one -> one.event().isPresent()).map(MappingTable.Layout::segments).orElse(List.of());
    for (TreePath path : row.writes() ? row.paths() : List.<TreePath>of()) {
      String segment = path.alternatives().getFirst().whole().getFirst().member();
      if (!segment.equals("MSH") && !segments.contains(segment)) {
        throw new IllegalArgumentException(
            "the message that is written has no " + segment + " segment, so say 'direction: read' or name it in the table");
      }
    }
  }

  private static Set<String> members(List<CompiledRow> rows, Optional<CompiledLayout> layout) {
    Stream<TreePath> named = rows.stream().flatMap(row -> Stream.of(
            row.places().stream().flatMap(place -> place instanceof Place.OnTree(var path, int head) ? Stream.of(path) : Stream.of()),
            row.zone().stream(), row.when().map(Condition::path).stream()).flatMap(paths -> paths));
    Stream<TreePath> laid = layout.stream().flatMap(one -> Stream.of(
            one.id().stream(), one.lastUpdated().stream(), one.onlyIf().map(Condition::path).stream(),
            one.merged().stream().flatMap(CompiledMerged::paths)).flatMap(paths -> paths));
    return Stream.concat(named, laid)
        .flatMap(path -> path.alternatives().stream())
        .filter(one -> !one.whole().isEmpty())
        .map(one -> one.whole().getFirst().member())
        .collect(Collectors.toUnmodifiableSet());
  }

  RecordType type() {
    return table.type();
  }

  Format format() {
    return table.format();
  }

  String resource() {
    return table.resource();
  }
}
