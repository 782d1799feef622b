package io.mediflow.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.mediflow.packages.Condition;
import io.mediflow.packages.TreePath;
import io.mediflow.packages.TreePath.Alternative;
import io.mediflow.packages.TreePath.Criterion;
import io.mediflow.packages.TreePath.Segment;
import java.util.ArrayList;
import java.util.List;

/** Paths evaluated on a tree; those of FHIR as HAPI's engine evaluates them on the parsed resource. */
final class Criteria {

  private Criteria() {}

  /** All that the first alternative which exists finds. */
  static List<JsonNode> values(JsonNode from, TreePath path) {
    for (Alternative one : path.alternatives()) {
      List<JsonNode> at = values(from, one.head());
      if (!at.isEmpty()) {
        return one.rest().isEmpty() ? at : values(at.getFirst(), one.rest());
      }
    }
    return List.of();
  }

  /** What the first alternative that exists begins at, or a missing node. */
  static JsonNode first(JsonNode from, TreePath path) {
    for (Alternative one : path.alternatives()) {
      List<JsonNode> at = values(from, one.head());
      if (!at.isEmpty()) {
        return at.getFirst();
      }
    }
    return MissingNode.getInstance();
  }

  /** All that these segments find from here. */
  static List<JsonNode> values(JsonNode from, List<Segment> path) {
    JsonNode one = from;
    for (int i = 0; i < path.size(); i++) {
      Segment segment = path.get(i);
      JsonNode child = one.get(segment.member());
      if (child == null) {
        return List.of();
      }
      if (segment.index() < 0 && (child.isArray() || segment.skips())) {
        return fromSeveral(step(List.of(one), segment), path, i + 1);
      }
      one = element(child, segment, Math.max(segment.index(), 0));
      if (one == null) {
        return List.of();
      }
    }
    return List.of(one); // most paths come here without a list made on the way
  }

  private static List<JsonNode> fromSeveral(List<JsonNode> from, List<Segment> path, int depth) {
    List<JsonNode> at = from;
    for (int i = depth; i < path.size() && !at.isEmpty(); i++) {
      at = step(at, path.get(i));
    }
    return at;
  }

  /** The element that this segment counts as number {@code index}, or null. */
  private static JsonNode element(JsonNode child, Segment segment, int index) {
    if (!child.isArray()) {
      return index == 0 && fits(child, segment) ? child : null;
    }
    int left = index;
    for (int i = 0; i < child.size(); i++) {
      JsonNode one = child.get(i);
      if (fits(one, segment) && left-- == 0) {
        return one;
      }
    }
    return null;
  }

  private static List<JsonNode> step(List<JsonNode> at, Segment segment) {
    List<JsonNode> next = new ArrayList<>();
    for (JsonNode node : at) {
      JsonNode child = node.get(segment.member());
      if (child == null) {
        continue;
      }
      if (child.isArray()) {
        for (JsonNode one : child) {
          add(one, segment, next);
        }
      } else {
        add(child, segment, next);
      }
    }
    if (segment.index() >= 0) {
      return segment.index() < next.size() ? List.of(next.get(segment.index())) : List.of();
    }
    return segment.skips() ? next.subList(Math.min(segment.skipped(), next.size()), next.size()) : next;
  }

  private static void add(JsonNode node, Segment segment, List<JsonNode> to) {
    if (fits(node, segment)) {
      to.add(node);
    }
  }

  private static boolean fits(JsonNode node, Segment segment) {
    return !node.isNull() && hold(node, segment.criteria());
  }

  static boolean hold(JsonNode node, List<Criterion> criteria) {
    for (int i = 0; i < criteria.size(); i++) { // by index: this is asked of every node, and an iterator each time is most of its cost
      if (!holds(node, criteria.get(i))) {
        return false;
      }
    }
    return true;
  }

  /** Whether the source is as a row's condition wants it. */
  static boolean holds(JsonNode from, Condition condition) {
    List<JsonNode> found = values(from, condition.path());
    return condition.values().isEmpty()
        ? found.isEmpty() != condition.there()
        : found.stream().anyMatch(one -> one.isValueNode() && condition.values().contains(one.asText()));
  }

  /** Whether a plain value stands where the path goes on, so that what it means is not what it looks for. */
  static boolean misfit(JsonNode from, TreePath path) {
    for (Alternative one : path.alternatives()) {
      if (misfit(from, one.whole(), 0)) {
        return true;
      }
    }
    return false;
  }

  private static boolean misfit(JsonNode node, List<Segment> path, int depth) {
    if (depth == path.size() || node.isNull() || node.isMissingNode()) {
      return false;
    }
    if (node.isValueNode()) {
      return true;
    }
    if (node.isArray()) {
      for (JsonNode one : node) {
        if (misfit(one, path, depth)) {
          return true;
        }
      }
      return false;
    }
    return misfit(node.path(path.get(depth).member()), path, depth + 1);
  }

  private static boolean holds(JsonNode node, Criterion criterion) {
    List<JsonNode> found = values(node, criterion.path());
    return switch (criterion) {
      case Criterion.Equal equal -> found.size() == 1 && equals(found.getFirst(), equal.value());
      case Criterion.Present present -> !found.isEmpty();
      case Criterion.Absent absent -> found.isEmpty();
      case Criterion.Containing containing -> found.size() == 1 && found.getFirst().asText().contains(containing.text());
    };
  }

  private static boolean equals(JsonNode node, Object value) {
    return value instanceof Boolean flag
        ? node.isBoolean() && node.booleanValue() == flag
        : node.isValueNode() && !node.isBoolean() && node.asText().equals(value);
  }
}
