package io.mediflow.cli.map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mediflow.mapping.Mapper;
import io.mediflow.mapping.ReadContext;
import io.mediflow.mapping.ReadResult;
import io.mediflow.model.record.Problem;
import io.mediflow.model.record.Problem.Category;
import io.mediflow.model.record.RecordType;
import io.mediflow.packages.EhrPackage;
import io.mediflow.packages.Format;
import io.mediflow.packages.InterfaceSpec;
import io.mediflow.packages.Overlay;
import io.mediflow.packages.RecordSpec;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Maps inputs, one JSON line each. */
public final class MapRun {

  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * What is asked for.
   *
   * @param interfaceName empty for the first one of each input's format
   * @param only          records of one type; needed for a vendor's own documents
   */
  public record Request(
      EhrPackage ehr, Overlay overlay, ZoneId zone, Optional<String> interfaceName, Optional<RecordType> only, boolean loss) {}

  private final Request request;
  private final PrintWriter out;
  private final ReadContext context;
  private final Mapper mapper = new Mapper();
  private int refused;
  private int inputs;

  public MapRun(Request request, PrintWriter out) {
    this.request = request;
    this.out = out;
    this.context = new ReadContext(request.zone(), (type, sourceId) -> type.label() + "/" + sourceId);
  }

  /** @param given files, folders or {@code -} */
  public void map(List<String> given) {
    given.forEach(new Inputs(this::map)::read);
    out.flush();
  }

  public int refused() {
    return refused;
  }

  public int inputs() {
    return inputs;
  }

  private void map(Input input) {
    inputs++;
    ObjectNode line = JSON.createObjectNode().put("file", input.file());
    input.at().ifPresent(at -> line.put("at", at));
    Optional<String> way = way(input);
    Optional<String> skipped = skipped(input, way);
    if (skipped.isPresent()) {
      line.put("skipped", skipped.get());
    } else if (input.broken() || way.isEmpty()) {
      line.putArray("records");
      refuse(line.putArray("problems"),
          input.broken() && !input.problems().isEmpty() ? input.problems() : List.of(unspoken(input)));
    } else {
      records(input, way.get(), line);
    }
    out.println(line);
  }

  private void records(Input input, String way, ObjectNode line) {
    ArrayNode records = line.putArray("records");
    ArrayNode problems = line.putArray("problems");
    input.problems().forEach(one -> problems.add(problem(one)));
    for (ReadResult result : mapper.map(request.ehr(), request.overlay(), way, request.only(), input.bytes(), context)) {
      switch (result) {
        case ReadResult.Mapped mapped -> records.add(record(mapped));
        case ReadResult.Refused(List<Problem> reasons) -> refuse(problems, reasons);
      }
    }
    if (request.loss()) {
      mapper.loss(request.ehr(), request.overlay(), way, request.only(), input.bytes(), context)
          .forEach(line.putArray("loss")::add);
    }
  }

  private void refuse(ArrayNode problems, List<Problem> reasons) {
    refused++;
    reasons.forEach(one -> problems.add(problem(one)));
  }

  private ObjectNode record(ReadResult.Mapped mapped) {
    ObjectNode one = JSON.createObjectNode()
        .put("type", mapped.type().label())
        .put("sourceId", mapped.sourceId())
        .put("sourceVersion", mapped.sourceVersion())
        .put("package", request.ehr().stamp())
        .put("contentHash", mapped.contentHash());
    mapped.lastUpdated().ifPresent(millis -> one.put("lastUpdated", Instant.ofEpochMilli(millis).toString()));
    one.set("fields", JSON.valueToTree(mapped.fields()));
    one.set("problems", JSON.createArrayNode().addAll(mapped.problems().stream().map(MapRun::problem).toList()));
    one.set("securityMarks", JSON.valueToTree(mapped.securityMarks()));
    if (!mapped.cleared().isEmpty()) {
      one.set("cleared", JSON.valueToTree(mapped.cleared()));
    }
    return one;
  }

  static ObjectNode problem(Problem problem) {
    return JSON.createObjectNode()
        .put("category", problem.category().name().toLowerCase(Locale.ROOT).replace('_', '-'))
        .put("path", problem.path())
        .put("remedy", problem.remedy());
  }

  private Optional<String> way(Input input) {
    return request.interfaceName().or(() -> request.ehr().interfaces().values().stream()
        .filter(one -> one.format() == input.format()).map(InterfaceSpec::name).findFirst());
  }

  private Problem unspoken(Input input) {
    if (input.bytes().length == 0) {
      return new Problem(Category.STRUCTURE, "file", "It is empty; give what the EHR sent.");
    }
    if (input.format() == Format.JSON) {
      return new Problem(Category.STRUCTURE, "file", "It is JSON without a resourceType, so no FHIR resource, and the package "
          + request.ehr().stamp() + " has no interface for other documents; give resources one by one, one on each line, or in a Bundle.");
    }
    return new Problem(Category.NOT_SUPPORTED, "file", "The package " + request.ehr().stamp()
        + " has no interface of the format " + input.format().label() + "; choose a package or --interface that has one.");
  }

  /** The type of a FHIR resource that nobody asked for: it is passed over and is no fault. */
  private Optional<String> skipped(Input input, Optional<String> way) {
    if (way.isEmpty() || input.format() != Format.FHIR_R4) {
      return Optional.empty();
    }
    String type = type(input.bytes());
    Optional<RecordSpec> spec = request.ehr().recordFrom(way.get(), type);
    boolean wanted = spec.isPresent() && request.only().map(one -> one == spec.get().type()).orElse(true);
    return type.isEmpty() || wanted ? Optional.empty() : Optional.of(type);
  }

  private static String type(byte[] bytes) {
    try {
      JsonNode type = JSON.readTree(bytes).path("resourceType");
      return type.asText();
    } catch (IOException broken) {
      return "";
    }
  }
}
