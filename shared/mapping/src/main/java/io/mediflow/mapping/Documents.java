package io.mediflow.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mediflow.mapping.codec.References;
import io.mediflow.model.record.Problem;
import io.mediflow.model.record.Problem.Category;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/** A vendor's own JSON: one document, which holds one record or a list of them. */
final class Documents {

  private Documents() {}

  static List<Sourced> open(CompiledTable table, byte[] document, ZoneId zone, References references) {
    return switch (ResourceJson.parse(document)) {
      case ResourceJson.Parsed.Broken(Problem problem) -> List.of(new Sourced.Refused(List.of(problem)));
      case ResourceJson.Parsed.Tree(ObjectNode root) -> {
        CompiledLayout layout = table.layout().orElseThrow();
        List<Sourced> all = new ArrayList<>();
        for (JsonNode one : layout.each().map(path -> Criteria.values(root, path)).orElse(List.of(root))) {
          if (!(one instanceof ObjectNode object)) {
            all.add(Sourced.refused(Category.STRUCTURE, table.resource(),
                "The document has a plain value where a " + table.resource() + " should be; ask the EHR's vendor why."));
          } else if (layout.takes(object)) {
            all.add(Sourced.of(table, new Source(table.resource(), object), zone, references));
          }
        }
        yield all;
      }
    };
  }
}
