package io.mediflow.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mediflow.mapping.Mapper;
import io.mediflow.mapping.ReadContext;
import io.mediflow.mapping.ReadResult;
import io.mediflow.model.record.Problem;
import io.mediflow.model.record.RecordType;
import io.mediflow.packages.EhrPackage;
import io.mediflow.packages.Overlay;
import io.mediflow.packages.RecordSpec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A file of FHIR resources, mapped by a package. */
public final class MappedFile {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** @param whole whether every resource that the package reads became a record */
  public record Result(ObjectNode tree, boolean whole) {

    public String json() {
      return tree.toPrettyString();
    }
  }

  private final EhrPackage ehr;
  private final Optional<RecordType> only;
  private final ReadContext context;
  private final Mapper mapper = new Mapper();

  public MappedFile(EhrPackage ehr, ZoneId zone, Optional<RecordType> only) {
    this.ehr = ehr;
    this.only = only;
    this.context = new ReadContext(zone, (type, sourceId) -> type.label() + "/" + sourceId);
  }

  public Result map(Path file) {
    ObjectNode tree = JSON.createObjectNode().put("package", ehr.stamp());
    ArrayNode records = tree.putArray("records");
    ArrayNode refused = tree.putArray("refused");
    ArrayNode passedOver = tree.putArray("passedOver");
    for (JsonNode resource : resources(file)) {
      String type = resource.path("resourceType").asText();
      Optional<RecordSpec> record = ehr.records().stream().filter(one -> one.table().sources().contains(type)).findFirst();
      if (record.isEmpty() || only.isPresent() && only.get() != record.get().type()) {
        passedOver.add(type + "/" + resource.path("id").asText());
      } else {
        add(resource, record.get().interfaceName(), records, refused);
      }
    }
    return new Result(tree, refused.isEmpty());
  }

  private void add(JsonNode resource, String interfaceName, ArrayNode records, ArrayNode refused) {
    byte[] bytes = resource.toString().getBytes(StandardCharsets.UTF_8);
    switch (mapper.read(ehr, Overlay.NONE, interfaceName, bytes, context)) {
      case ReadResult.Mapped mapped -> {
        ObjectNode one = records.addObject()
            .put("type", mapped.type().label())
            .put("sourceId", mapped.sourceId())
            .put("sourceVersion", mapped.sourceVersion())
            .put("contentHash", mapped.contentHash());
        one.set("fields", JSON.valueToTree(mapped.fields()));
        one.set("problems", problems(mapped.problems()));
        one.set("securityMarks", JSON.valueToTree(mapped.securityMarks()));
      }
      case ReadResult.Refused no -> refused.addObject()
          .put("resource", resource.path("resourceType").asText() + "/" + resource.path("id").asText())
          .set("reasons", problems(no.reasons()));
    }
  }

  private static ArrayNode problems(List<Problem> problems) {
    ArrayNode array = JSON.createArrayNode();
    for (Problem problem : problems) {
      array.addObject()
          .put("category", problem.category().name().toLowerCase(java.util.Locale.ROOT).replace('_', '-'))
          .put("path", problem.path())
          .put("remedy", problem.remedy());
    }
    return array;
  }

  private static List<JsonNode> resources(Path file) {
    String text = text(file);
    List<JsonNode> found = new ArrayList<>();
    try (var values = JSON.readerFor(JsonNode.class).<JsonNode>readValues(text)) {
      while (values.hasNextValue()) { // one value, or one a line
        add(values.nextValue(), file, found);
      }
    } catch (JsonProcessingException broken) {
      throw new Failure(file + " is not JSON: line " + broken.getLocation().getLineNr() + ", column "
          + broken.getLocation().getColumnNr() + " cannot be read. Give a FHIR resource, a Bundle or NDJSON.");
    } catch (IOException impossible) {
      throw new Failure(file + " cannot be read.");
    }
    if (found.isEmpty()) {
      throw new Failure(file + " holds no FHIR resource. Give a FHIR resource, a Bundle or NDJSON.");
    }
    return found;
  }

  private static void add(JsonNode value, Path file, List<JsonNode> found) {
    if (value.path("resourceType").asText().equals("Bundle")) {
      for (JsonNode entry : value.path("entry")) {
        if (entry.has("resource")) {
          add(entry.get("resource"), file, found);
        }
      }
    } else if (value.path("resourceType").isTextual()) {
      found.add(value);
    } else {
      throw new Failure(file + " holds JSON without a resourceType. Give a FHIR resource, a Bundle or NDJSON.");
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (java.nio.file.NoSuchFileException missing) {
      throw new Failure("There is no file " + file + ".");
    } catch (java.nio.charset.CharacterCodingException binary) {
      throw new Failure(file + " is not UTF-8 text. Give a FHIR resource, a Bundle or NDJSON.");
    } catch (IOException unreadable) {
      throw new Failure(file + " cannot be read: is it a file, and may you read it?");
    }
  }
}
