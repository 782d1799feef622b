package io.mediflow.webhookintake;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One JSON object from its first token to its last: a resource, or a bundle whose entries are looked at as they pass. */
final class BodyReader {

  private final JsonParser parser;
  private final char[] text;
  private final int mostEvents;
  private final StatusReader status;
  private final List<Payload.Entry> resources = new ArrayList<>();
  private int entries;

  BodyReader(JsonParser parser, char[] text, int mostEvents) {
    this.parser = parser;
    this.text = text;
    this.mostEvents = mostEvents;
    this.status = new StatusReader(parser, mostEvents);
  }

  Payload read() throws IOException {
    Payload.Resource top = resource(true);
    if (parser.nextToken() != null) {
      return new Payload.Malformed();
    }
    if (!top.type().equals(Optional.of("Bundle"))) {
      return top;
    }
    return entries > mostEvents || status.tooMany() ? new Payload.TooMany() : status.notice(resources);
  }

  /** @param whole whether it is the body itself, which alone may have entries */
  private Payload.Resource resource(boolean whole) throws IOException {
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
        dated = dated();
      } else if (whole && value == JsonToken.START_ARRAY && field.equals("entry")) {
        entries();
      } else {
        parser.skipChildren();
      }
    }
    return new Payload.Resource(
        Optional.ofNullable(type).filter(HookPath::isType), Optional.ofNullable(id).filter(HookPath::isId), dated);
  }

  private boolean dated() throws IOException {
    boolean dated = false;
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String field = parser.currentName();
      dated |= parser.nextToken() == JsonToken.VALUE_STRING && field.equals("lastUpdated");
      parser.skipChildren();
    }
    return dated;
  }

  private void entries() throws IOException {
    JsonToken token = parser.nextToken();
    while (token != JsonToken.END_ARRAY) {
      if (token == JsonToken.START_OBJECT) {
        entry(entries == 0);
      } else {
        parser.skipChildren();
      }
      entries++;
      token = parser.nextToken();
    }
  }

  private void entry(boolean first) throws IOException {
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      boolean resource = parser.currentName().equals("resource");
      if (parser.nextToken() != JsonToken.START_OBJECT || !resource) {
        parser.skipChildren();
      } else if (first) {
        status.read();
      } else {
        int from = (int) parser.currentTokenLocation().getCharOffset();
        Payload.Resource one = resource(false);
        int to = (int) parser.currentLocation().getCharOffset();
        if (resources.size() < mostEvents) {
          resources.add(new Payload.Entry(one, new String(text, from, to - from)));
        }
      }
    }
  }
}
