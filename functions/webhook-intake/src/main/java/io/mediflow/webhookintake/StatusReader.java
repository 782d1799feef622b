package io.mediflow.webhookintake;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.mediflow.webhookintake.Payload.Event;
import io.mediflow.webhookintake.Payload.Focus;
import io.mediflow.webhookintake.Payload.Kind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The status in a notification's first entry: Parameters in R4 ({@code event-number}), SubscriptionStatus in R4B ({@code
 * eventNumber}).
 */
final class StatusReader {

  /** One named value of either form. */
  private record Part(String name, String text, Focus focus, List<Part> parts) {}

  private static final Focus NOWHERE = new Focus(Optional.empty(), Optional.empty(), Optional.empty());
  private static final Set<String> FORMS = Set.of("Parameters", "SubscriptionStatus");

  private final JsonParser parser;
  private final int mostEvents;
  private final List<Event> events = new ArrayList<>();
  private int told;
  private String form;
  private String kind;
  private String subscription;
  private String topic;
  private OptionalLong since = OptionalLong.empty();
  private boolean broken;

  StatusReader(JsonParser parser, int mostEvents) {
    this.parser = parser;
    this.mostEvents = mostEvents;
  }

  boolean tooMany() {
    return told > mostEvents;
  }

  Payload notice(List<Payload.Entry> resources) {
    Optional<Kind> known = Arrays.stream(Kind.values())
        .filter(one -> one.name().toLowerCase(Locale.ROOT).replace('_', '-').equals(kind)).findFirst();
    if (form == null || !FORMS.contains(form) || known.isEmpty()) {
      return new Payload.NoNotification();
    }
    return new Payload.Notice(known.get(), Optional.ofNullable(subscription), Optional.ofNullable(topic), broken, since,
        List.copyOf(events), List.copyOf(resources));
  }

  /** From the start of the resource to its end. */
  void read() throws IOException {
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String field = parser.currentName();
      JsonToken value = parser.nextToken();
      if (field.equals("resourceType")) {
        form = text(value);
        parser.skipChildren();
      } else if (value == JsonToken.START_ARRAY && (field.equals("parameter") || field.equals("notificationEvent"))) {
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          if (!parser.hasToken(JsonToken.START_OBJECT)) {
            parser.skipChildren();
          } else if (field.equals("parameter")) {
            take(parameter());
          } else {
            event(fields());
          }
        }
      } else {
        take(element(field, value));
      }
    }
  }

  private void take(Part part) {
    switch (part.name()) {
      case "type" -> kind = part.text();
      case "subscription" -> subscription = part.focus().reference().orElse(subscription);
      case "topic" -> topic = part.text();
      case "status" -> broken |= "error".equals(part.text()) || "off".equals(part.text());
      case "error" -> broken = true;
      case "events-since-subscription-start", "eventsSinceSubscriptionStart" -> since = number(part.text());
      case "notification-event" -> event(part.parts());
      default -> {} // what a notification has besides is not needed
    }
  }

  private void event(List<Part> parts) {
    told++;
    if (told > mostEvents) {
      return;
    }
    OptionalLong number = OptionalLong.empty();
    Optional<Focus> focus = Optional.empty();
    for (Part one : parts) {
      if (one.name().equals("event-number") || one.name().equals("eventNumber")) {
        number = number(one.text());
      } else if (one.name().equals("focus")) {
        focus = Optional.of(one.focus()).filter(some -> !some.equals(NOWHERE));
      }
    }
    events.add(new Event(number, focus));
  }

  /** Of R4: {@code {"name", "value[x]"}} or {@code {"name", "part": […]}}. */
  private Part parameter() throws IOException {
    String name = "";
    String text = null;
    Focus focus = NOWHERE;
    List<Part> parts = new ArrayList<>();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String field = parser.currentName();
      JsonToken value = parser.nextToken();
      if (field.equals("name") && value == JsonToken.VALUE_STRING) {
        name = parser.getText();
      } else if (field.equals("part") && value == JsonToken.START_ARRAY) {
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          if (parser.hasToken(JsonToken.START_OBJECT)) {
            parts.add(parameter());
          } else {
            parser.skipChildren();
          }
        }
      } else if (field.startsWith("value")) {
        Part read = element(field, value);
        text = read.text();
        focus = read.focus();
      } else {
        parser.skipChildren();
      }
    }
    return new Part(name, text, focus, parts);
  }

  private List<Part> fields() throws IOException {
    List<Part> parts = new ArrayList<>();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      parts.add(element(parser.currentName(), parser.nextToken()));
    }
    return parts;
  }

  private Part element(String name, JsonToken value) throws IOException {
    if (value == JsonToken.START_OBJECT) {
      return new Part(name, null, reference(), List.of());
    }
    String text = text(value);
    parser.skipChildren();
    return new Part(name, text, NOWHERE, List.of());
  }

  private Focus reference() throws IOException {
    String reference = null;
    Focus identifier = NOWHERE;
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String field = parser.currentName();
      JsonToken value = parser.nextToken();
      if (field.equals("reference")) {
        reference = text(value);
        parser.skipChildren();
      } else if (field.equals("identifier") && value == JsonToken.START_OBJECT) {
        identifier = identifier();
      } else {
        parser.skipChildren();
      }
    }
    return new Focus(Optional.ofNullable(reference), identifier.system(), identifier.value());
  }

  private Focus identifier() throws IOException {
    String system = null;
    String number = null;
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String field = parser.currentName();
      JsonToken value = parser.nextToken();
      if (field.equals("system")) {
        system = text(value);
      } else if (field.equals("value")) {
        number = text(value);
      }
      parser.skipChildren();
    }
    return new Focus(Optional.empty(), Optional.ofNullable(system), Optional.ofNullable(number));
  }

  private String text(JsonToken value) throws IOException {
    return value == JsonToken.VALUE_STRING || value == JsonToken.VALUE_NUMBER_INT ? parser.getText() : null;
  }

  /** Integers beyond 32 bits are texts in FHIR's JSON. */
  private static OptionalLong number(String text) {
    return text != null && text.matches("\\d{1,18}") ? OptionalLong.of(Long.parseLong(text)) : OptionalLong.empty();
  }
}
