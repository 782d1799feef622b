package io.mediflow.mapping;

import com.fasterxml.jackson.databind.JsonNode;
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

  /** All that these segments find from here. */
  static List<JsonNode> values(JsonNode from, List<Segment> path) {
    List<JsonNode> at = List.of(from);
    for (int i = 0; i < path.size() && !at.isEmpty(); i++) {
      at = step(at, path.get(i));
    }
    return at;
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
    if (!node.isNull() && hold(node, segment.criteria())) {
      to.add(node);
    }
  }

  static boolean hold(JsonNode node, List<Criterion> criteria) {
    for (Criterion one : criteria) {
      if (!holds(node, one)) {
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
    return path.alternatives().stream().anyMatch(one -> misfit(from, one.whole(), 0));
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
