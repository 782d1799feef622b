package io.mediflow.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import io.mediflow.packages.TreePath;
import io.mediflow.packages.TreePath.Alternative;
import io.mediflow.packages.TreePath.Criterion;
import io.mediflow.packages.TreePath.Segment;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A node and where it stands; evaluates paths as {@link Criteria} does, and remembers the places.
 *
 * @param pointer JSON Pointer (RFC 6901) from the root, unescaped
 */
record Trail(String pointer, JsonNode node) {

  static Trail root(JsonNode tree) {
    return new Trail("", tree);
  }

  /** Where it stands, as FHIRPath and JSONPath write it: {@code .name[0].family}. */
  String steps() {
    StringBuilder steps = new StringBuilder();
    for (String step : pointer.substring(Math.min(1, pointer.length())).split("/")) {
      steps.append(step.matches("\\d+") ? "[" + step + "]" : "." + step);
    }
    return steps.toString();
  }

  /** @param decisive takes the places whose values decided which elements were taken */
  List<Trail> values(TreePath path, Set<String> decisive) {
    for (Alternative one : path.alternatives()) {
      List<Trail> at = walk(List.of(this), one.head(), decisive);
      if (!at.isEmpty()) {
        return one.rest().isEmpty() ? at : walk(List.of(at.getFirst()), one.rest(), decisive);
      }
    }
    return List.of();
  }

  /** Every plain value from here on. */
  List<Trail> leaves() {
    List<Trail> leaves = new ArrayList<>();
    leaves(leaves);
    return leaves;
  }

  private void leaves(List<Trail> to) {
    if (node.isValueNode()) {
      if (!node.isNull()) {
        to.add(this);
      }
      return;
    }
    children().forEach(child -> child.leaves(to));
  }

  private List<Trail> children() {
    List<Trail> children = new ArrayList<>();
    node.properties().forEach(one -> children.add(new Trail(pointer + "/" + one.getKey(), one.getValue())));
    for (int i = 0; node.isArray() && i < node.size(); i++) {
      children.add(new Trail(pointer + "/" + i, node.get(i)));
    }
    return children;
  }

  private static List<Trail> walk(List<Trail> from, List<Segment> path, Set<String> decisive) {
    List<Trail> at = from;
    for (Segment segment : path) {
      List<Trail> next = new ArrayList<>();
      for (Trail one : at) {
        JsonNode child = one.node.path(segment.member());
        Trail there = new Trail(one.pointer + "/" + segment.member(), child);
        (child.isArray() ? there.children() : child.isMissingNode() ? List.<Trail>of() : List.of(there)).stream()
            .filter(element -> !element.node.isNull() && Criteria.hold(element.node, segment.criteria()))
            .forEach(next::add);
      }
      if (segment.index() >= 0) {
        next = segment.index() < next.size() ? List.of(next.get(segment.index())) : List.of();
      } else if (segment.skips()) {
        next = next.subList(Math.min(segment.skipped(), next.size()), next.size());
      }
      for (Trail element : next) {
        for (Criterion criterion : segment.criteria()) {
          walk(List.of(element), criterion.path(), decisive).stream()
              .filter(one -> one.node.isValueNode()).forEach(one -> decisive.add(one.pointer));
        }
      }
      at = next;
    }
    return at;
  }
}
