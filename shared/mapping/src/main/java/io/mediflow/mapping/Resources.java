package io.mediflow.mapping;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mediflow.fhir.R4;
import io.mediflow.model.record.Problem;
import io.mediflow.model.record.Problem.Category;
import io.mediflow.packages.EhrPackage;
import io.mediflow.packages.Overlay;
import java.util.List;
import java.util.Optional;

/** FHIR input: one resource, which is one record. */
final class Resources {

  private Resources() {}

  static Sourced open(EhrPackage ehr, Overlay overlay, String interfaceName, byte[] resource) {
    return switch (ResourceJson.parse(resource)) {
      case ResourceJson.Parsed.Broken(Problem problem) -> new Sourced.Refused(List.of(problem));
      case ResourceJson.Parsed.Tree(ObjectNode root) -> open(ehr, overlay, interfaceName, root);
    };
  }

  private static Sourced open(EhrPackage ehr, Overlay overlay, String interfaceName, ObjectNode root) {
    if (!root.path("resourceType").isTextual()) {
      return Sourced.refused(Category.STRUCTURE, "resource",
          "The resource cannot be read: it has no resourceType; ask the EHR's vendor why.");
    }
    String type = root.get("resourceType").textValue();
    Optional<CompiledTable> table =
        ehr.recordFrom(interfaceName, type).map(spec -> Tables.SHARED.of(ehr, overlay, spec));
    if (table.isEmpty() || !R4.knows(type)) {
      return Sourced.refused(Category.NOT_SUPPORTED, "resource",
          "The package " + ehr.stamp() + " maps no resource of this type from this interface; send one that it maps.");
    }
    return Envelope.of(root, type)
        .<Sourced>map(envelope -> new Sourced.Ready(table.get(), envelope, new Source(type, root)))
        .orElseGet(() -> Sourced.refused(Category.REQUIRED, type + ".id",
            "The resource has no id that can stand in a URL; ask the EHR's vendor why."));
  }
}
