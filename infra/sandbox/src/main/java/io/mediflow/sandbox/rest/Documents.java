package io.mediflow.sandbox.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mediflow.sandbox.store.Json;
import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.stream.StreamSupport;

/**
 * What the store holds as the documents of a REST interface without FHIR: flat, local dates, numbers as texts, status
 * letters.
 */
public final class Documents {

  /** Which documents there are, the list that they come in, and the resources that they are made of. */
  public enum Kind {
    PATIENTS("Patient"),
    APPOINTMENTS("Appointment"),
    CLAIMS("Encounter"),
    PROVIDERS("Practitioner"),
    DEPARTMENTS("Location");

    private final String type;

    Kind(String type) {
      this.type = type;
    }

    public String list() {
      return name().toLowerCase(Locale.ROOT);
    }

    public String type() {
      return type;
    }
  }

  private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("MM/dd/yyyy");
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm");

  private Documents() {}

  /** @param resource of the kind's type; for appointments a slot too, which is an open one */
  public static ObjectNode of(Kind kind, JsonNode resource, ZoneId zone) {
    String id = resource.path("id").asText();
    ObjectNode made = Json.MAPPER.createObjectNode();
    switch (kind) {
      case PATIENTS -> patient(made.put("patientid", id), resource);
      case APPOINTMENTS -> appointment(made.put("appointmentid", id), resource, zone);
      case CLAIMS -> {
        made.put("claimid", id).put("patientid", id(resource.at("/subject/reference").asText()));
        date(made, "claimcreateddate", resource.at("/period/end").asText(), zone);
        date(made, "billedservicedate", resource.at("/period/start").asText(), zone);
      }
      case PROVIDERS -> {
        JsonNode name = resource.at("/name/0");
        made.put("providerid", id).put("firstname", name.at("/given/0").asText()).put("lastname", name.path("family").asText())
            .put("displayname", name.at("/given/0").asText() + " " + name.path("family").asText());
      }
      case DEPARTMENTS -> made.put("departmentid", id).put("name", resource.path("name").asText())
          .put("city", resource.at("/address/city").asText());
    }
    return made;
  }

  private static void patient(ObjectNode made, JsonNode resource) {
    JsonNode name = resource.at("/name/0");
    JsonNode address = resource.at("/address/0");
    made.put("firstname", name.at("/given/0").asText()).put("lastname", name.path("family").asText())
        .put("sex", resource.path("gender").asText().equals("female") ? "F" : "M")
        .put("dob", LocalDate.parse(resource.path("birthDate").asText()).format(DATE))
        .put("address1", address.at("/line/0").asText()).put("city", address.path("city").asText())
        .put("state", address.path("state").asText()).put("zip", address.path("postalCode").asText())
        .put("status", resource.path("active").asBoolean(true) ? "active" : "inactive");
  }

  private static void appointment(ObjectNode made, JsonNode resource, ZoneId zone) {
    OffsetDateTime start = OffsetDateTime.parse(resource.path("start").asText());
    made.put("date", start.atZoneSameInstant(zone).format(DATE)).put("starttime", start.atZoneSameInstant(zone).format(TIME))
        .put("duration", Duration.between(start, OffsetDateTime.parse(resource.path("end").asText())).toMinutes())
        .put("appointmentstatus", switch (resource.path("status").asText()) {
          case "free" -> "o";
          case "arrived", "checked-in" -> "2";
          case "fulfilled" -> "3";
          case "cancelled", "noshow" -> "x";
          default -> "f";
        });
    if (resource.path("status").asText().equals("noshow")) {
      made.put("cancelreasonnoshow", "true");
    }
    actor(made, "patientid", resource, "Patient");
    actor(made, "providerid", resource, "Practitioner");
    actor(made, "departmentid", resource, "Location");
  }

  private static void actor(ObjectNode made, String member, JsonNode resource, String type) {
    StreamSupport.stream(resource.path("participant").spliterator(), false).map(one -> one.at("/actor/reference").asText())
        .filter(one -> one.startsWith(type + "/")).findFirst().ifPresent(one -> made.put(member, id(one)));
  }

  private static void date(ObjectNode made, String member, String time, ZoneId zone) {
    if (!time.isEmpty()) {
      made.put(member, OffsetDateTime.parse(time).atZoneSameInstant(zone).format(DATE));
    }
  }

  private static String id(String reference) {
    return reference.substring(reference.indexOf('/') + 1);
  }
}
