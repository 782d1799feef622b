package io.mediflow.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mediflow.fhir.R4;
import io.mediflow.packages.TreePath;
import java.util.Arrays;
import java.util.List;
import org.hl7.fhir.r4.model.Resource;

/** What one record is read from: a tree, and for FHIR its HAPI model, parsed only when a row asks for it. */
final class Source {

  private static final int USUAL_HEADS = 16;

  private final String name;
  private final ObjectNode tree;
  private JsonNode[] chosen = {};
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
      case Place.OnTree(var path, int head) when head == Heads.NONE -> Criteria.values(tree, path);
      case Place.OnTree(var path, int head) -> {
        JsonNode chosen = chosen(path, head);
        yield chosen.isMissingNode() ? List.of() : Criteria.values(chosen, path.alternatives().getFirst().rest());
      }
      case Place.OnModel(var expression) -> R4.evaluate(model(), expression).stream()
          .filter(one -> !one.isPrimitive() || one.primitiveValue() != null) // an extension alone (data-absent-reason) is no value
          .map(Neutral::json).toList();
    };
  }

  /** What the first alternative that exists begins at; found once for all rows that share it. */
  private JsonNode chosen(TreePath path, int head) {
    if (head >= chosen.length) {
      chosen = Arrays.copyOf(chosen, head + USUAL_HEADS);
    }
    if (chosen[head] == null) {
      chosen[head] = Criteria.first(tree, path);
    }
    return chosen[head];
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
