package io.mediflow.mapping;

import io.mediflow.packages.Format;
import io.mediflow.packages.TreePath;
import org.hl7.fhir.r4.fhirpath.ExpressionNode;

/** Where a row's value stands. */
sealed interface Place {

  /** Found on the source's own tree: every path that can be built, and the only kind outside FHIR. */
  record OnTree(TreePath path) implements Place {}

  /** FHIRPath beyond that subset, evaluated by HAPI on its model. */
  record OnModel(ExpressionNode expression) implements Place {}

  /** @throws IllegalArgumentException when the path is none */
  static Place of(Format format, String path, Expressions expressions) {
    return format == Format.FHIR_R4
        ? TreePath.find(format, path).<Place>map(OnTree::new).orElseGet(() -> new OnModel(expressions.get(path)))
        : new OnTree(TreePath.parse(format, path));
  }
}
