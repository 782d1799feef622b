package io.mediflow.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.mediflow.mapping.codec.CodecContext;
import io.mediflow.mapping.codec.Codecs;
import io.mediflow.mapping.codec.References;
import io.mediflow.model.record.Problem;
import io.mediflow.model.record.Problem.Category;
import io.mediflow.packages.CodecName;
import io.mediflow.packages.Condition;
import io.mediflow.packages.Format;
import io.mediflow.packages.MappingTable.Layout;
import io.mediflow.packages.TreePath;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Where records lie in a message or document, parsed beforehand.
 *
 * @param each empty where the whole is one record, and in HL7 v2, where it is a segment's name
 */
record CompiledLayout(
    Layout layout, Optional<TreePath> each, Optional<Condition> onlyIf, List<TreePath> id, Optional<TreePath> lastUpdated,
    Optional<CompiledMerged> merged) {

  static final int LONGEST_ID = 255;

  static CompiledLayout of(Format format, Layout layout) {
    return new CompiledLayout(layout,
        format == Format.JSON ? layout.each().map(path -> TreePath.parse(format, path)) : Optional.empty(),
        layout.onlyIf().map(condition -> Condition.parse(format, condition)),
        layout.id().stream().map(path -> TreePath.parse(format, path)).toList(),
        layout.lastUpdated().map(path -> TreePath.parse(format, path)),
        layout.merged().map(one -> CompiledMerged.of(format, one)));
  }

  /** Whether a record is to be made of it. */
  boolean takes(ObjectNode one) {
    return onlyIf.map(condition -> Criteria.holds(one, condition)).orElse(true);
  }

  /** Empty when the record has no usable id. */
  Optional<Envelope> envelope(ObjectNode one, ZoneId zone, References references) {
    List<String> ids = new ArrayList<>();
    for (TreePath path : id) {
      String found = text(one, path);
      if (found.isBlank() || found.length() > LONGEST_ID) {
        return Optional.empty();
      }
      ids.add(found);
    }
    List<Problem> problems = new ArrayList<>();
    OptionalLong updated = OptionalLong.empty();
    String time = lastUpdated.map(path -> text(one, path)).orElse("");
    if (!time.isEmpty()) {
      updated = millis(time, new CodecContext(zone, layout.lastUpdatedForm().orElse(null), Optional.empty(), references));
      if (updated.isEmpty()) {
        problems.add(new Problem(Category.VALUE, layout.lastUpdated().orElseThrow(),
            "The time of the last change cannot be read, so it cannot order changes; tell the EHR's vendor."));
      }
    }
    return Optional.of(new Envelope(String.join("~", ids), "", updated, Set.of(), problems, Set.of()));
  }

  private static OptionalLong millis(String time, CodecContext context) {
    return Codecs.of(CodecName.INSTANT).decode(List.of(TextNode.valueOf(time)), context).value()
        .map(value -> Envelope.millis((String) value)).orElse(OptionalLong.empty());
  }

  static String text(JsonNode one, TreePath path) {
    List<JsonNode> found = Criteria.values(one, path);
    return found.isEmpty() || found.getFirst().isContainerNode() ? "" : found.getFirst().asText();
  }
}
