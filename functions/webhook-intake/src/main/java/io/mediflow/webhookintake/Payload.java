package io.mediflow.webhookintake;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/** What a streaming look at a body found; no tree is built of what may be hostile. */
sealed interface Payload {

  record Empty() implements Payload {}

  /** Beyond the limits of depth (or of the length of names and numbers). */
  record TooDeep() implements Payload {}

  /** Not JSON, or not an object. */
  record Malformed() implements Payload {}

  /**
   * A JSON object.
   *
   * @param type  {@code resourceType}, if it is one
   * @param id    {@code id}, if it is one
   * @param dated whether it has {@code meta.lastUpdated}
   */
  record Resource(Optional<String> type, Optional<String> id, boolean dated) implements Payload {}

  static Payload of(byte[] body, int mostDepth) {
    if (new String(body, java.nio.charset.StandardCharsets.UTF_8).isBlank()) {
      return new Empty();
    }
    JsonFactory factory = JsonFactory.builder()
        .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(mostDepth).build())
        .build();
    try (JsonParser parser = factory.createParser(body)) {
      return parser.nextToken() == JsonToken.START_OBJECT ? resource(parser) : new Malformed();
    } catch (StreamConstraintsException beyond) {
      return new TooDeep();
    } catch (JsonProcessingException broken) {
      return new Malformed();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  private static Payload resource(JsonParser parser) throws IOException {
    String type = null;
    String id = null;
    boolean dated = false;
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String field = parser.currentName();
      JsonToken value = parser.nextToken();
      if (value == JsonToken.VALUE_STRING && field.equals("resourceType")) {
        type = parser.getText();
      } else if (value == JsonToken.VALUE_STRING && field.equals("id")) {
        id = parser.getText();
      } else if (value == JsonToken.START_OBJECT && field.equals("meta")) {
        dated = dated(parser);
      } else {
        parser.skipChildren();
      }
    }
    boolean ends = parser.nextToken() == null;
    if (!ends) {
      return new Malformed();
    }
    return new Resource(
        Optional.ofNullable(type).filter(HookPath::isType), Optional.ofNullable(id).filter(HookPath::isId), dated);
  }

  private static boolean dated(JsonParser meta) throws IOException {
    boolean dated = false;
    while (meta.nextToken() == JsonToken.FIELD_NAME) {
      String field = meta.currentName();
      dated |= meta.nextToken() == JsonToken.VALUE_STRING && field.equals("lastUpdated");
      meta.skipChildren();
    }
    return dated;
  }
}
