package io.mediflow.mapping;

import io.mediflow.fhir.R4;
import io.mediflow.model.record.Problem;
import io.mediflow.model.record.Problem.Category;
import io.mediflow.model.record.RecordType;
import io.mediflow.packages.EhrPackage;
import io.mediflow.packages.MappingTable;
import io.mediflow.packages.Overlay;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * One record type's table, ready to run.
 *
 * @param problems rows that cannot run; the others do
 */
record CompiledTable(RecordType type, String resource, List<CompiledRow> rows, List<Problem> problems) {

  static CompiledTable of(EhrPackage ehr, MappingTable table, Expressions expressions) {
    List<Problem> problems = new ArrayList<>();
    if (!R4.knows(table.resource())) {
      problems.add(new Problem(Category.NOT_SUPPORTED, table.resource(),
          "The package maps a resource type that this build does not carry; build with it, or correct the package."));
    }
    return new CompiledTable(
        table.type(), table.resource(), compile(ehr, table.rows(), expressions, problems), List.copyOf(problems));
  }

  /** With the practice's rows after the package's. */
  CompiledTable with(EhrPackage ehr, Overlay overlay, Expressions expressions) {
    List<MappingTable.Row> own = overlay.rows().getOrDefault(type, List.of());
    if (own.isEmpty()) {
      return this;
    }
    List<Problem> all = new ArrayList<>(problems);
    List<CompiledRow> compiled = compile(ehr, own, expressions, all);
    return new CompiledTable(type, resource, Stream.concat(rows.stream(), compiled.stream()).toList(), List.copyOf(all));
  }

  private static List<CompiledRow> compile(
      EhrPackage ehr, List<MappingTable.Row> rows, Expressions expressions, List<Problem> problems) {
    List<CompiledRow> compiled = new ArrayList<>();
    for (MappingTable.Row row : rows) {
      try {
        compiled.add(CompiledRow.of(row, ehr, expressions));
      } catch (IllegalArgumentException wrong) {
        problems.add(new Problem(Category.PROCESSING, row.field(),
            "The mapping table's row for '" + row.field() + "' cannot run: " + wrong.getMessage() + "; correct the row."));
      }
    }
    return List.copyOf(compiled);
  }
}
