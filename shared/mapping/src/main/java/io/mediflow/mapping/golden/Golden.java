package io.mediflow.mapping.golden;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mediflow.mapping.Mapper;
import io.mediflow.mapping.ReadContext;
import io.mediflow.mapping.ReadResult;
import io.mediflow.mapping.WriteContext;
import io.mediflow.mapping.WriteResult;
import io.mediflow.model.record.Problem;
import io.mediflow.model.record.RecordType;
import io.mediflow.packages.EhrPackage;
import io.mediflow.packages.Format;
import io.mediflow.packages.MappingTable.Layout;
import io.mediflow.packages.Overlay;
import io.mediflow.packages.TreePath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes of a golden case's input what its {@code expected.json} must hold. */
public final class Golden {

  private static final ObjectMapper JSON = new ObjectMapper();
  /** With the digits that a number was written with, as the engine reads it. */
  private static final ObjectMapper EXACT = JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
      .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES).build();
  private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");

  private final EhrPackage ehr;
  private final Overlay overlay;
  private final String interfaceName;
  private final Format format;
  private final Mapper mapper = new Mapper();

  public Golden(EhrPackage ehr, Overlay overlay, String interfaceName) {
    this.ehr = ehr;
    this.overlay = overlay;
    this.interfaceName = interfaceName;
    this.format = ehr.interfaces().get(interfaceName).format();
  }

  /**
   * A case's files.
   *
   * @param input {@code input.json} or {@code input.hl7}
   * @param zone  {@code zone.txt}; New York's where there is none
   * @param type  {@code record.txt}, which a vendor's documents need
   */
  public record Case(byte[] input, Optional<ZoneId> zone, Optional<RecordType> type) {

    ZoneId where() {
      return zone.orElse(ZoneId.of("America/New_York"));
    }
  }

  /** {@code {record, problems}} or {@code {refused}} of a FHIR resource, {@code {results: [...]}} of anything else. */
  public JsonNode read(Case one) {
    ReadContext context = new ReadContext(one.where(), (type, id) -> type.label() + ":" + id);
    if (format == Format.FHIR_R4) {
      return told(mapper.read(ehr, overlay, interfaceName, one.input(), context));
    }
    ObjectNode told = JSON.createObjectNode();
    ArrayNode results = told.putArray("results");
    mapper.map(ehr, overlay, interfaceName, one.type(), one.input(), context).forEach(result -> results.add(told(result)));
    return told;
  }

  /** {@code {resource}} or, for HL7 v2, {@code {message}} with a text for each segment, or {@code {refused}}. */
  public JsonNode create(Case one) throws IOException {
    JsonNode input = JSON.readTree(one.input());
    return told(created(one, input));
  }

  /** {@code {resource, patch}} or {@code {refused}}. */
  public JsonNode update(Case one) throws IOException {
    JsonNode input = JSON.readTree(one.input());
    return told(mapper.update(ehr, overlay, interfaceName, RecordType.of(input.path("type").asText()),
        JSON.writeValueAsBytes(input.path("current")), fields(input.path("changes")), context(one, input)));
  }

  /** The fields that a create case's result is read as, once the EHR has given it an id; empty where it cannot be read. */
  public JsonNode createdAndRead(Case one) throws IOException {
    JsonNode input = JSON.readTree(one.input());
    if (!(created(one, input) instanceof WriteResult.Ready ready)) {
      return JSON.createObjectNode();
    }
    String type = input.path("type").asText();
    byte[] sent = format == Format.HL7V2 ? ready.resource()
        : EXACT.writeValueAsBytes(held((ObjectNode) EXACT.readTree(ready.resource()), RecordType.of(type)));
    return read(new Case(sent, one.zone(), Optional.of(RecordType.of(type)))).findValues("record").stream()
        .filter(record -> record.path("type").asText().equals(type))
        .findFirst().map(record -> record.path("fields")).orElse(JSON.createObjectNode());
  }

  /** As the EHR would show it: with an id, and in the list where the table of a vendor's documents looks for it. */
  private ObjectNode held(ObjectNode made, RecordType type) {
    Optional<Layout> layout = ehr.records().stream()
        .filter(one -> one.type() == type && one.interfaceName().equals(interfaceName))
        .findFirst().flatMap(one -> one.table().layout());
    layout.map(Layout::id).orElse(List.of("id")).stream().map(this::member)
        .filter(member -> !made.has(member)).forEach(member -> made.put(member, "new"));
    return layout.flatMap(Layout::each)
        .map(each -> JSON.createObjectNode().<ObjectNode>set(member(each), JSON.createArrayNode().add(made))).orElse(made);
  }

  private String member(String path) {
    return TreePath.parse(format, path).alternatives().getFirst().whole().getLast().member();
  }

  private WriteResult created(Case one, JsonNode input) {
    return mapper.create(ehr, overlay, interfaceName, RecordType.of(input.path("type").asText()),
        fields(input.path("fields")), context(one, input));
  }

  private static WriteContext context(Case one, JsonNode input) {
    Map<String, String> sources = new HashMap<>();
    input.path("sources").properties().forEach(source -> sources.put(source.getKey(), source.getValue().asText()));
    return new WriteContext(one.where(), sources, Optional.of(new WriteContext.Message(
        Optional.ofNullable(input.path("event").textValue()), NOW, "GOLDEN")));
  }

  private static Map<String, Object> fields(JsonNode tree) {
    return JSON.convertValue(tree, JSON.getTypeFactory().constructMapType(HashMap.class, String.class, Object.class));
  }

  private static ObjectNode told(ReadResult result) {
    ObjectNode told = JSON.createObjectNode();
    switch (result) {
      case ReadResult.Refused(List<Problem> reasons) -> told.set("refused", problems(reasons));
      case ReadResult.Mapped mapped -> {
        ObjectNode record = told.putObject("record").put("type", mapped.type().label()).put("sourceId", mapped.sourceId());
        record.set("fields", JSON.valueToTree(mapped.fields()));
        if (!mapped.cleared().isEmpty()) {
          record.set("cleared", JSON.valueToTree(mapped.cleared()));
        }
        if (!mapped.absorbed().isEmpty()) {
          record.set("absorbed", JSON.valueToTree(mapped.absorbed()));
        }
        told.set("problems", problems(mapped.problems()));
      }
    }
    return told;
  }

  private JsonNode told(WriteResult result) throws IOException {
    ObjectNode told = JSON.createObjectNode();
    switch (result) {
      case WriteResult.Refused(List<Problem> reasons) -> told.set("refused", problems(reasons));
      case WriteResult.Ready ready when format == Format.HL7V2 -> told.set("message",
          JSON.valueToTree(new String(ready.resource(), StandardCharsets.UTF_8).split("\r")));
      case WriteResult.Ready ready -> {
        told.set("resource", JSON.readTree(ready.resource()));
        if (ready.patch().length > 0) {
          told.set("patch", JSON.readTree(ready.patch()));
        }
      }
    }
    return told;
  }

  private static ArrayNode problems(List<Problem> problems) {
    ArrayNode told = JSON.createArrayNode();
    problems.forEach(one -> told.addObject().put("category", one.category().name()).put("path", one.path()));
    return told;
  }
}
