package io.mediflow.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import io.mediflow.packages.WritePath.Criterion;
import io.mediflow.packages.WritePath.Segment;
import java.util.ArrayList;
import java.util.List;

/** The constructible subset of FHIRPath evaluated on JSON, as HAPI's engine evaluates it on the parsed resource. */
final class Criteria {

  private Criteria() {}

  /** All that this path finds from here. */
  static List<JsonNode> values(JsonNode from, List<Segment> path) {
    List<JsonNode> at = List.of(from);
    for (Segment segment : path) {
      List<JsonNode> next = new ArrayList<>();
      for (JsonNode node : at) {
        JsonNode child = node.path(segment.member());
        if (child.isArray()) {
          child.forEach(next::add);
        } else if (!child.isMissingNode() && !child.isNull()) {
          next.add(child);
        }
      }
      next.removeIf(node -> node.isNull() || !hold(node, segment.criteria()));
      if (segment.index() >= 0) {
        next = segment.index() < next.size() ? List.of(next.get(segment.index())) : List.of();
      }
      at = next;
    }
    return at;
  }

  static boolean hold(JsonNode node, List<Criterion> criteria) {
    return criteria.stream().allMatch(one -> holds(node, one));
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
        : node.isTextual() && node.textValue().equals(value);
  }
}
