package io.mediflow.mapping;

import io.mediflow.packages.Format;
import io.mediflow.packages.TreePath;
import org.hl7.fhir.r4.fhirpath.ExpressionNode;

/** Where a row's value stands. */
sealed interface Place {

  /**
   * Found on the source's own tree: every path that can be built, and the only kind outside FHIR.
   *
   * @param head its beginning's number among those of the table, or {@link Heads#NONE}
   */
  record OnTree(TreePath path, int head) implements Place {

    OnTree(TreePath path) {
      this(path, Heads.NONE);
    }
  }

  /** FHIRPath beyond that subset, evaluated by HAPI on its model. */
  record OnModel(ExpressionNode expression) implements Place {}

  /** @throws IllegalArgumentException when the path is none */
  static Place of(Format format, String path, Expressions expressions, Heads heads) {
    return format == Format.FHIR_R4
        ? TreePath.find(format, path).<Place>map(found -> new OnTree(found, heads.number(found)))
            .orElseGet(() -> new OnModel(expressions.get(path)))
        : new OnTree(TreePath.parse(format, path));
  }
}
