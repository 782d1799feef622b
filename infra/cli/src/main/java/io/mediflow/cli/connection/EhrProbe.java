package io.mediflow.cli.connection;

import io.mediflow.cli.Failure;
import io.mediflow.cli.run.Http;
import java.util.Optional;

/** Whether an EHR answers where its connection file says, asked before anything is stored. */
public final class EhrProbe {

  private EhrProbe() {}

  public static void check(ConnectionPlan.Way way) {
    Http http = new Http(way.base(), Optional.empty());
    Http.Answer answer;
    try {
      answer = http.send(http.request("/metadata").header("accept", "application/fhir+json").GET());
    } catch (Http.Unreachable away) {
      throw new Failure("The EHR cannot be reached: " + away.getMessage() + ". Check interfaces." + way.name()
          + ".base, the network and the EHR itself, then try again (or add it unseen with --no-check). Nothing was stored.");
    }
    if (!answer.well() || !answer.json().path("resourceType").asText().equals("CapabilityStatement")) {
      throw new Failure(way.base() + "/metadata answered " + answer.status() + " and "
          + (answer.well() ? "no CapabilityStatement" : "not what a FHIR server says") + ". Check interfaces." + way.name()
          + ".base: it must be the FHIR R4 base URL. Nothing was stored.");
    }
  }
}
