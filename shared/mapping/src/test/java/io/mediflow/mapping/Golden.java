package io.mediflow.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mediflow.model.record.Problem;
import io.mediflow.model.record.RecordType;
import io.mediflow.packages.EhrPackage;
import io.mediflow.packages.Overlay;
import io.mediflow.testkit.golden.GoldenCase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;

/** Runs golden cases of one interface of a package: read, create and update, as JSON that stands beside what is expected. */
record Golden(EhrPackage ehr, Overlay overlay, String interfaceName) {

  private static final Mapper MAPPER = new Mapper();

  JsonNode read(GoldenCase one) {
    return told(MAPPER.read(ehr, overlay, interfaceName, one.input(), reading(one)));
  }

  JsonNode create(GoldenCase one) {
    JsonNode input = tree(one.input());
    RecordType type = RecordType.of(input.path("type").asText());
    return told(MAPPER.create(ehr, overlay, interfaceName, type, map(input.path("fields")), writing(one, input)));
  }

  JsonNode update(GoldenCase one) {
    JsonNode input = tree(one.input());
    return told(MAPPER.update(ehr, overlay, interfaceName, RecordType.of(input.path("type").asText()),
        ResourceJson.bytes(input.path("current")), map(input.path("changes")), writing(one, input)));
  }

  /** What a create case's resource is read as, once the EHR has given it an id. */
  JsonNode createdAndRead(GoldenCase one) {
    JsonNode created = create(one);
    ObjectNode resource = (ObjectNode) created.path("resource");
    return told(MAPPER.read(ehr, overlay, interfaceName, ResourceJson.bytes(resource.put("id", "new")), reading(one)));
  }

  @SuppressWarnings("unchecked")
  static Map<String, Object> map(JsonNode tree) {
    return ResourceJson.MAPPER.convertValue(tree, Map.class);
  }

  static JsonNode tree(byte[] json) {
    try {
      return ResourceJson.MAPPER.readTree(json);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  private static ReadContext reading(GoldenCase one) {
    return new ReadContext(zone(one), (type, id) -> type.label() + ":" + id);
  }

  private static WriteContext writing(GoldenCase one, JsonNode input) {
    Map<String, String> sources = new java.util.HashMap<>();
    input.path("sources").properties().forEach(source -> sources.put(source.getKey(), source.getValue().asText()));
    return new WriteContext(zone(one), sources);
  }

  private static ZoneId zone(GoldenCase one) {
    return ZoneId.of(one.text("zone.txt").map(String::strip).orElse("America/New_York"));
  }

  private static JsonNode told(ReadResult result) {
    ObjectNode told = JsonNodeFactory.instance.objectNode();
    switch (result) {
      case ReadResult.Refused(List<Problem> reasons) -> told.set("refused", problems(reasons));
      case ReadResult.Mapped mapped -> {
        told.putObject("record").put("type", mapped.type().label()).put("sourceId", mapped.sourceId())
            .set("fields", Canonical.json(mapped.fields()));
        told.set("problems", problems(mapped.problems()));
      }
    }
    return told;
  }

  private static JsonNode told(WriteResult result) {
    ObjectNode told = JsonNodeFactory.instance.objectNode();
    switch (result) {
      case WriteResult.Refused(List<Problem> reasons) -> told.set("refused", problems(reasons));
      case WriteResult.Ready ready -> {
        told.set("resource", tree(ready.resource()));
        if (ready.patch().length > 0) {
          told.set("patch", tree(ready.patch()));
        }
      }
    }
    return told;
  }

  private static ArrayNode problems(List<Problem> problems) {
    ArrayNode told = JsonNodeFactory.instance.arrayNode();
    problems.forEach(one -> told.addObject().put("category", one.category().name()).put("path", one.path()));
    return told;
  }
}
