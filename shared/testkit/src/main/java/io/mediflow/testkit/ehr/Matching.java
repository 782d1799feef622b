package io.mediflow.testkit.ehr;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The few FHIR search parameters that {@link MemoryEhr} knows; an unknown one is an error of the test. */
record Matching(List<Parameter> parameters) {

  record Parameter(String name, String value) {}

  private static final Set<String> NO_FILTER = Set.of("_count", "_sort", "_total", "_format", "_offset");

  static Matching parse(String query) {
    var parameters = new ArrayList<Parameter>();
    for (var part : query.split("&")) {
      if (!part.isEmpty()) {
        var equals = part.indexOf('=');
        parameters.add(new Parameter(decode(part.substring(0, equals)), decode(part.substring(equals + 1))));
      }
    }
    return new Matching(List.copyOf(parameters));
  }

  int number(String name, int otherwise) {
    return parameters.stream()
        .filter(one -> one.name().equals(name))
        .map(one -> Integer.parseInt(one.value()))
        .findFirst()
        .orElse(otherwise);
  }

  boolean takes(ObjectNode resource) {
    return parameters.stream().allMatch(one -> takes(one, resource));
  }

  private static boolean takes(Parameter parameter, ObjectNode resource) {
    var value = parameter.value();
    return switch (parameter.name()) {
      case "_lastUpdated" -> inTime(value, Instant.parse(resource.at("/meta/lastUpdated").asText()));
      case "_id" -> List.of(value.split(",")).contains(resource.path("id").asText());
      case "identifier" -> each(resource.path("identifier")).anyMatch(one -> token(value, one));
      case "status" -> List.of(value.split(",")).contains(resource.path("status").asText());
      case "patient" -> refersTo(value.contains("/") ? value : "Patient/" + value, resource);
      case "practitioner" -> refersTo(value.contains("/") ? value : "Practitioner/" + value, resource);
      case "date" -> inTime(value, OffsetDateTime.parse(resource.path("start").asText()).toInstant());
      case String other when NO_FILTER.contains(other) -> true;
      case String other -> throw new IllegalArgumentException(
          "MemoryEhr knows no search parameter '" + other + "': teach it in io.mediflow.testkit.ehr.Matching");
    };
  }

  private static boolean token(String wanted, JsonNode identifier) {
    var bar = wanted.indexOf('|');
    return identifier.path("value").asText().equals(wanted.substring(bar + 1))
        && (bar < 0 || identifier.path("system").asText().equals(wanted.substring(0, bar)));
  }

  private static boolean refersTo(String reference, ObjectNode resource) {
    var direct = Stream.of("patient", "subject", "beneficiary").map(resource::path);
    var participants = each(resource.path("participant")).map(one -> one.path("actor"));
    return Stream.concat(direct, participants).anyMatch(one -> one.path("reference").asText().equals(reference));
  }

  private static boolean inTime(String wanted, Instant actual) {
    var prefixed = Character.isLetter(wanted.charAt(0));
    var text = prefixed ? wanted.substring(2) : wanted;
    var bound = text.length() == 10 ? Instant.parse(text + "T00:00:00Z") : OffsetDateTime.parse(text).toInstant();
    return switch (prefixed ? wanted.substring(0, 2) : "eq") {
      case "gt" -> actual.isAfter(bound);
      case "ge" -> !actual.isBefore(bound);
      case "lt" -> actual.isBefore(bound);
      case "le" -> !actual.isAfter(bound);
      case "eq" -> text.length() == 10
          ? !actual.isBefore(bound) && actual.isBefore(bound.plus(1, ChronoUnit.DAYS))
          : actual.equals(bound);
      case String other -> throw new IllegalArgumentException("MemoryEhr knows no prefix '" + other + "'");
    };
  }

  private static Stream<JsonNode> each(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }

  private static String decode(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }
}
