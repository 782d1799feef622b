package io.mediflow.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mediflow.model.record.Problem;
import io.mediflow.model.record.Problem.Category;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What stands around a resource's content: id, version, time, security marks, and what forbids plain reading.
 *
 * @param absorbed ids of the records that were merged into this one
 */
record Envelope(
    String id, String version, OptionalLong lastUpdated, Set<String> securityMarks, List<Problem> problems,
    Set<String> absorbed) {

  /** FHIR allows 64 of these characters; some EHRs go beyond, and the id must stay fit for a URL. */
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9._~-]{1,255}");

  /** Empty when the resource has no usable id. */
  static Optional<Envelope> of(ObjectNode root, String resourceType) {
    String id = root.path("id").asText();
    if (!ID.matcher(id).matches() || id.equals(".") || id.equals("..")) {
      return Optional.empty();
    }
    JsonNode meta = root.path("meta");
    List<Problem> problems = new ArrayList<>();
    OptionalLong lastUpdated = OptionalLong.empty();
    if (meta.hasNonNull("lastUpdated")) {
      lastUpdated = millis(meta.path("lastUpdated").asText());
      if (lastUpdated.isEmpty()) {
        problems.add(new Problem(Category.VALUE, resourceType + ".meta.lastUpdated",
            "The resource's lastUpdated is no instant with an offset, so it cannot order changes; tell the EHR's vendor."));
      }
    }
    Set<String> marks = new TreeSet<>();
    meta.path("security").forEach(one -> marks.add(one.path("system").asText() + "|" + one.path("code").asText()));
    problems.addAll(modifiers(root, resourceType));
    return Optional.of(
        new Envelope(id, meta.path("versionId").asText(), lastUpdated, marks, List.copyOf(problems), Set.of()));
  }

  Envelope with(List<Problem> more) {
    return new Envelope(id, version, lastUpdated, securityMarks, Stream.concat(problems.stream(), more.stream()).toList(),
        absorbed);
  }

  Envelope absorbing(Set<String> merged) {
    return new Envelope(id, version, lastUpdated, securityMarks, problems, merged);
  }

  /** Epoch milliseconds of an ISO 8601 date-time with its offset. */
  static OptionalLong millis(String text) {
    try {
      return OptionalLong.of(OffsetDateTime.parse(text).toInstant().toEpochMilli());
    } catch (DateTimeException none) {
      return OptionalLong.empty();
    }
  }

  /** Modifiers can turn a meaning round, and no package knows any yet. */
  private static List<Problem> modifiers(ObjectNode root, String resourceType) {
    List<Problem> problems = new ArrayList<>();
    if (root.hasNonNull("implicitRules")) {
      problems.add(new Problem(Category.NOT_SUPPORTED, resourceType + ".implicitRules",
          "The resource follows rules of its own (implicitRules) that the package does not know; check it in the EHR."));
    }
    if (modified(root)) {
      problems.add(new Problem(Category.NOT_SUPPORTED, resourceType + ".modifierExtension",
          "The resource has an extension that may change its meaning and that the package does not know; check it in the EHR."));
    }
    return problems;
  }

  /** As deep as the parser lets a tree be. */
  private static boolean modified(JsonNode node) {
    if (node.isObject() && !node.path("modifierExtension").isEmpty()) {
      return true;
    }
    for (JsonNode child : node) {
      if (child.isContainerNode() && modified(child)) {
        return true;
      }
    }
    return false;
  }
}
