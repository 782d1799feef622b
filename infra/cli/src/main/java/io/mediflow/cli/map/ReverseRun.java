package io.mediflow.cli.map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mediflow.mapping.Mapper;
import io.mediflow.mapping.WriteContext;
import io.mediflow.mapping.WriteResult;
import io.mediflow.model.record.Problem;
import io.mediflow.model.record.Problem.Category;
import io.mediflow.model.record.RecordType;
import io.mediflow.packages.RecordSpec;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The other way: records as {@link MapRun} prints them, or {@code {type, fields}} one a line, as what would be written. */
public final class ReverseRun {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final MapRun.Request request;
  private final PrintWriter out;
  private final Mapper mapper = new Mapper();
  private int refused;
  private int inputs;

  public ReverseRun(MapRun.Request request, PrintWriter out) {
    this.request = request;
    this.out = out;
  }

  public void write(List<String> given) {
    given.forEach(new Inputs(this::write)::read);
    out.flush();
  }

  public int refused() {
    return refused;
  }

  public int inputs() {
    return inputs;
  }

  private void write(Input input) {
    JsonNode tree;
    try {
      tree = JSON.readTree(input.bytes());
    } catch (IOException broken) {
      tree = JSON.missingNode();
    }
    if (tree.has("skipped")) {
      return; // map passed it over, and so it holds no record
    }
    List<JsonNode> records = new ArrayList<>();
    if (tree.path("records").isArray()) {
      tree.path("records").forEach(records::add);
    } else {
      records.add(tree);
    }
    for (JsonNode record : records) {
      inputs++;
      ObjectNode line = JSON.createObjectNode().put("file", input.file());
      input.at().ifPresent(at -> line.put("at", at));
      write(record, line);
      out.println(line);
    }
  }

  private void write(JsonNode record, ObjectNode line) {
    Optional<RecordSpec> spec = spec(record.path("type").asText());
    if (spec.isEmpty() || !record.path("fields").isObject()) {
      refuse(line, List.of(new Problem(Category.STRUCTURE, "type",
          "It is no record that the package " + request.ehr().stamp() + " maps; give {\"type\": ..., \"fields\": {...}}.")));
      return;
    }
    line.put("type", spec.get().type().label());
    Map<String, Object> fields = JSON.convertValue(record.get("fields"), JSON.getTypeFactory()
        .constructMapType(HashMap.class, String.class, Object.class));
    Set<String> writable = mapper.writable(request.ehr(), request.overlay(), spec.get().interfaceName(), spec.get().type());
    List<String> readOnly = fields.keySet().stream().filter(field -> !writable.contains(field)).sorted().toList();
    readOnly.forEach(fields::remove);
    WriteResult result = mapper.create(request.ehr(), request.overlay(), spec.get().interfaceName(), spec.get().type(), fields,
        new WriteContext(request.zone(), sources(spec.get(), fields),
            Optional.of(new WriteContext.Message(Optional.empty(), Instant.now(), "MAP" + inputs))));
    switch (result) {
      case WriteResult.Ready ready -> written(line, ready.resource());
      case WriteResult.Refused(List<Problem> reasons) -> refuse(line, reasons);
    }
    line.set("notWritten", JSON.valueToTree(readOnly));
  }

  /** JSON as a tree, a message as text. */
  private static void written(ObjectNode line, byte[] resource) {
    try {
      line.set("written", JSON.readTree(resource));
    } catch (IOException message) {
      line.put("written", new String(resource, StandardCharsets.UTF_8));
    }
  }

  private Optional<RecordSpec> spec(String label) {
    return request.ehr().records().stream()
        .filter(one -> one.type().label().equals(label))
        .filter(one -> request.only().map(type -> type == one.type()).orElse(true))
        .filter(one -> request.interfaceName().map(one.interfaceName()::equals).orElse(true))
        .findFirst();
  }

  /** Record ids stand as TYPE/SOURCE-ID here, so the EHR's references follow from them. */
  private Map<String, String> sources(RecordSpec spec, Map<String, Object> fields) {
    Map<String, String> sources = new HashMap<>();
    for (String id : mapper.references(request.ehr(), request.overlay(), spec.interfaceName(), spec.type(), fields)) {
      int slash = id.indexOf('/');
      Optional<RecordType> type = slash < 0 ? Optional.empty()
          : request.ehr().records().stream().map(RecordSpec::type)
              .filter(one -> one.label().equals(id.substring(0, slash))).findFirst();
      type.flatMap(one -> request.ehr().record(one))
          .ifPresent(one -> sources.put(id, one.table().resource() + id.substring(slash)));
    }
    return sources;
  }

  private void refuse(ObjectNode line, List<Problem> reasons) {
    refused++;
    line.set("problems", JSON.createArrayNode().addAll(reasons.stream().map(MapRun::problem).toList()));
  }
}
