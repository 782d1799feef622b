package io.mediflow.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import io.mediflow.model.record.RecordType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The API as it is published: holds what a room answers against it. */
public final class PublishedApi {

  private static final JsonNode API = read("/api/openapi.yaml", new YAMLMapper());

  private PublishedApi() {}

  /** {@code GET /records/{id}} and so on. */
  public static Set<String> routes() {
    Set<String> routes = new TreeSet<>();
    API.path("paths").fields().forEachRemaining(path ->
        path.getValue().fieldNames().forEachRemaining(method -> routes.add(method.toUpperCase(java.util.Locale.ROOT) + " " + path.getKey())));
    return routes;
  }

  /** The words that an enumeration of the document has. */
  public static Set<String> words(String pointer) {
    Set<String> words = new TreeSet<>();
    API.at(pointer).forEach(one -> words.add(one.asText()));
    assertFalse(words.isEmpty(), pointer);
    return words;
  }

  /** @param body what the operation answered with this status: the document must name the status, and allow the body */
  public static void answers(String method, String path, int status, String body) {
    JsonNode response = API.path("paths").path(path).path(method).path("responses").path(String.valueOf(status));
    assertFalse(response.isMissingNode(), method + " " + path + " does not say that it answers " + status);
    JsonNode resolved = response.has("$ref") ? API.at(response.get("$ref").asText().substring(1)) : response;
    conforms(resolved.path("content").elements().next().path("schema"), body);
  }

  /** @param schema of the document's components */
  public static void conforms(String schema, String body) {
    conforms(JsonNodeFactory.instance.objectNode().put("$ref", "#/components/schemas/" + schema), body);
  }

  private static void conforms(JsonNode schema, String body) {
    ObjectNode whole = schema.deepCopy();
    whole.set("components", API.get("components"));
    check(whole, read(body));
  }

  /** The fields of a record as its own schema has them. */
  public static void fields(RecordType type, JsonNode fields) {
    check(read("/schemas/v1/" + type.label() + ".schema.json", new ObjectMapper()), fields);
  }

  private static void check(JsonNode schema, JsonNode body) {
    Set<ValidationMessage> wrong = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(schema).validate(body);
    assertEquals("", wrong.stream().map(ValidationMessage::getMessage).collect(Collectors.joining("; ")));
  }

  private static JsonNode read(String body) {
    try {
      return new ObjectMapper().readTree(body);
    } catch (IOException notJson) {
      throw new UncheckedIOException(notJson);
    }
  }

  private static JsonNode read(String resource, ObjectMapper mapper) {
    try (InputStream stream = RecordType.class.getResourceAsStream(resource)) {
      return mapper.readTree(stream);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
