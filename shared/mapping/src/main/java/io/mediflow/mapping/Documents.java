package io.mediflow.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.mediflow.mapping.codec.CodecContext;
import io.mediflow.mapping.codec.Codecs;
import io.mediflow.mapping.codec.References;
import io.mediflow.model.record.Problem;
import io.mediflow.model.record.Problem.Category;
import io.mediflow.model.record.RecordType;
import io.mediflow.packages.CodecName;
import io.mediflow.packages.Format;
import io.mediflow.packages.MappingTable.Layout;
import io.mediflow.packages.TreePath;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** A vendor's own JSON: one document, which holds one record or a list of them. */
final class Documents {

  private static final References NO_REFERENCES = new References() {
    @Override
    public Optional<String> resourceType(RecordType type) {
      return Optional.empty();
    }

    @Override
    public String recordId(RecordType type, String sourceId) {
      return sourceId;
    }

    @Override
    public Optional<String> source(String recordId) {
      return Optional.empty();
    }
  };

  private Documents() {}

  static List<Sourced> open(CompiledTable table, byte[] document, ZoneId zone) {
    return switch (ResourceJson.parse(document)) {
      case ResourceJson.Parsed.Broken(Problem problem) -> List.of(new Sourced.Refused(List.of(problem)));
      case ResourceJson.Parsed.Tree(ObjectNode root) -> {
        List<Sourced> all = new ArrayList<>();
        for (JsonNode one : each(table, root)) {
          all.add(one instanceof ObjectNode object
              ? sourced(table, object, zone)
              : Sourced.refused(Category.STRUCTURE, table.resource(),
                  "The document has a plain value where a " + table.resource() + " should be; ask the EHR's vendor why."));
        }
        yield all;
      }
    };
  }

  /** The parts of a document that are records. */
  static List<JsonNode> each(CompiledTable table, ObjectNode root) {
    return layout(table).each()
        .map(path -> Criteria.values(root, TreePath.parse(Format.JSON, path))).orElse(List.of(root));
  }

  private static Sourced sourced(CompiledTable table, ObjectNode one, ZoneId zone) {
    return envelope(table, one, zone)
        .<Sourced>map(envelope -> new Sourced.Ready(table, envelope, new Source(table.resource(), one)))
        .orElseGet(() -> Sourced.refused(Category.REQUIRED, String.join(", ", layout(table).id()),
            "The " + table.resource() + " has no usable id there, and a record needs one; complete it in the EHR."));
  }

  /** Of a message or document, whose id and time stand where its table says. */
  static Optional<Envelope> envelope(CompiledTable table, ObjectNode one, ZoneId zone) {
    Layout layout = layout(table);
    List<String> ids = new ArrayList<>();
    for (String path : layout.id()) {
      String id = text(table.format(), one, path);
      if (!Envelope.fit(id)) {
        return Optional.empty();
      }
      ids.add(id);
    }
    List<Problem> problems = new ArrayList<>();
    OptionalLong lastUpdated = OptionalLong.empty();
    String updated = layout.lastUpdated().map(path -> text(table.format(), one, path)).orElse("");
    if (!updated.isEmpty()) {
      lastUpdated = Codecs.of(CodecName.INSTANT)
          .decode(List.of(TextNode.valueOf(updated)),
              new CodecContext(zone, layout.lastUpdatedForm().orElse(null), Optional.empty(), NO_REFERENCES))
          .value().map(value -> Envelope.millis((String) value)).orElse(OptionalLong.empty());
      if (lastUpdated.isEmpty()) {
        problems.add(new Problem(Category.VALUE, layout.lastUpdated().get(),
            "The time of the last change cannot be read, so it cannot order changes; tell the EHR's vendor."));
      }
    }
    return Optional.of(new Envelope(String.join("~", ids), "", lastUpdated, Set.of(), problems));
  }

  private static Layout layout(CompiledTable table) {
    return table.table().layout().orElseThrow(() -> new IllegalStateException("the table has no layout"));
  }

  private static String text(Format format, ObjectNode one, String path) {
    List<JsonNode> found = Criteria.values(one, TreePath.parse(format, path));
    return found.isEmpty() || found.getFirst().isContainerNode() ? "" : found.getFirst().asText();
  }
}
