package io.mediflow.mapping;

import io.mediflow.fhir.R4;
import io.mediflow.model.record.Problem;
import io.mediflow.model.record.Problem.Category;
import io.mediflow.model.record.RecordType;
import io.mediflow.packages.EhrPackage;
import io.mediflow.packages.Format;
import io.mediflow.packages.MappingTable;
import io.mediflow.packages.MappingTable.Row;
import io.mediflow.packages.Overlay;
import java.util.ArrayList;
import java.util.List;

/**
 * One table of a package, with what the practice lays over it, ready to run.
 *
 * @param problems rows that cannot run; the others do
 */
record CompiledTable(MappingTable table, Overlay overlay, List<CompiledRow> rows, List<Problem> problems) {

  static CompiledTable of(EhrPackage ehr, MappingTable table, Overlay overlay, Expressions expressions) {
    List<Problem> problems = new ArrayList<>();
    if (table.format() == Format.FHIR_R4) {
      table.sources().stream().filter(resource -> !R4.knows(resource)).forEach(resource -> problems.add(
          new Problem(Category.NOT_SUPPORTED, resource,
              "The package maps a resource type that this build does not carry; build with it, or correct the package.")));
    }
    List<CompiledRow> rows = new ArrayList<>();
    compile(ehr, table, table.rows(), overlay, expressions, rows, problems);
    compile(ehr, table, overlay.rows(table.format(), table.type()), overlay, expressions, rows, problems);
    return new CompiledTable(table, overlay, List.copyOf(rows), List.copyOf(problems));
  }

  private static void compile(EhrPackage ehr, MappingTable table, List<Row> rows, Overlay overlay, Expressions expressions,
      List<CompiledRow> compiled, List<Problem> problems) {
    for (Row row : rows) {
      try {
        compiled.add(CompiledRow.of(row, table.format(), ehr, overlay, expressions));
      } catch (IllegalArgumentException wrong) {
        problems.add(new Problem(Category.PROCESSING, row.name(),
            "The mapping table's row for '" + row.name() + "' cannot run: " + wrong.getMessage() + "; correct the row."));
      }
    }
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
