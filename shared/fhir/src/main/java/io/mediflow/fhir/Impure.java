package io.mediflow.fhir;

import java.util.EnumSet;
import java.util.Set;
import org.hl7.fhir.r4.fhirpath.ExpressionNode;
import org.hl7.fhir.r4.fhirpath.ExpressionNode.Function;

/** Refuses FHIRPath functions that look beyond the resource: clocks, logs, other resources, terminology. */
final class Impure {

  private static final Set<Function> FUNCTIONS = EnumSet.of(Function.Now, Function.Today, Function.Trace, Function.Resolve,
      Function.MemberOf, Function.ConformsTo);

  private Impure() {}

  static void refuse(ExpressionNode node) {
    if (node == null) {
      return;
    }
    if (node.getFunction() != null && FUNCTIONS.contains(node.getFunction())) {
      throw new IllegalArgumentException(
          "the function " + node.getFunction().toCode() + "() looks beyond the resource, and a mapping must not");
    }
    refuse(node.getInner());
    refuse(node.getGroup());
    refuse(node.getOpNext());
    if (node.getParameters() != null) {
      node.getParameters().forEach(Impure::refuse);
    }
  }
}
