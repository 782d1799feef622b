package io.mediflow.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mediflow.fhir.R4;
import java.util.List;
import org.hl7.fhir.r4.model.Resource;

/** What one record is read from: a tree, and for FHIR its HAPI model, parsed only when a row asks for it. */
final class Source {

  private final String name;
  private final ObjectNode tree;
  private Resource model;

  /** @param name for people: the resource type, message or document */
  Source(String name, ObjectNode tree) {
    this.name = name;
    this.tree = tree;
  }

  String name() {
    return name;
  }

  ObjectNode tree() {
    return tree;
  }

  /** @throws RuntimeException when HAPI cannot take this tree or the expression does not go with it */
  List<JsonNode> values(Place place) {
    return switch (place) {
      case Place.OnTree(var path) -> Criteria.values(tree, path);
      case Place.OnModel(var expression) -> R4.evaluate(model(), expression).stream()
          .filter(one -> !one.isPrimitive() || one.primitiveValue() != null) // an extension alone (data-absent-reason) is no value
          .map(Neutral::json).toList();
    };
  }

  private Resource model() {
    if (model == null) {
      // Narrative and contained resources carry no field, and their types are not prepared.
      ObjectNode lean = tree.has("text") || tree.has("contained") ? tree.deepCopy() : tree;
      lean.remove(List.of("text", "contained"));
      model = R4.parse(lean);
    }
    return model;
  }
}
