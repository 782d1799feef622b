package io.mediflow.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** Reads a FHIR patient the way a person does. */
final class Patients {

  private Patients() {}

  /** Mobile numbers, as E.164 for the United States. */
  static List<String> phones(JsonNode patient) {
    List<String> numbers = new ArrayList<>();
    for (JsonNode one : patient.path("telecom")) {
      if (mobile(one)) {
        String digits = one.path("value").asText().replaceAll("\\D", "");
        numbers.add("+" + (digits.length() == 10 ? "1" + digits : digits));
      }
    }
    return numbers;
  }

  /** The patient without mobile numbers and versions. */
  static JsonNode withoutMobile(JsonNode patient) {
    ObjectNode rest = patient.deepCopy();
    rest.remove("meta");
    var others = rest.putArray("telecom");
    patient.path("telecom").forEach(one -> {
      if (!mobile(one)) {
        others.add(one);
      }
    });
    return rest;
  }

  /** Where the mobile number stands, as a JSON pointer. */
  static String mobilePath(JsonNode patient) {
    for (int i = 0; i < patient.path("telecom").size(); i++) {
      if (mobile(patient.path("telecom").get(i))) {
        return "/telecom/" + i + "/value";
      }
    }
    throw new Check.Broken("the patient has no mobile number");
  }

  private static boolean mobile(JsonNode telecom) {
    return telecom.path("use").asText().equals("mobile") && telecom.path("system").asText().equals("phone");
  }
}
