package io.mediflow.sandbox.fhir;

import ca.uhn.fhir.rest.annotation.OptionalParam;
import ca.uhn.fhir.rest.annotation.Search;
import ca.uhn.fhir.rest.annotation.Sort;
import ca.uhn.fhir.rest.api.SortSpec;
import ca.uhn.fhir.rest.api.server.IBundleProvider;
import ca.uhn.fhir.rest.param.DateAndListParam;
import ca.uhn.fhir.rest.param.ReferenceOrListParam;
import ca.uhn.fhir.rest.param.TokenOrListParam;
import java.util.Map;
import org.hl7.fhir.r4.model.Encounter;

/** Encounters: read and searched. */
public final class EncounterProvider extends ReadProvider<Encounter> {

  public EncounterProvider(Served served) {
    super(served, Encounter.class);
  }

  @Search
  public IBundleProvider search(
      @OptionalParam(name = "_id") TokenOrListParam id,
      @OptionalParam(name = "_lastUpdated") DateAndListParam lastUpdated,
      @OptionalParam(name = "identifier") TokenOrListParam identifier,
      @OptionalParam(name = "patient") ReferenceOrListParam patient,
      @OptionalParam(name = "appointment") ReferenceOrListParam appointment,
      @OptionalParam(name = "status") TokenOrListParam status,
      @OptionalParam(name = "date") DateAndListParam date,
      @Sort SortSpec sort) {
    return found(sort, Map.of("date", "/period/start"), Map.of(
        "_id", Criteria.code(id, "/id"),
        "_lastUpdated", Criteria.date(lastUpdated, "/meta/lastUpdated", served.zone()),
        "identifier", Criteria.identifier(identifier),
        "patient", Criteria.reference(patient, "Patient", "/subject", ""),
        "appointment", Criteria.reference(appointment, "Appointment", "/appointment", ""),
        "status", Criteria.code(status, "/status"),
        "date", Criteria.date(date, "/period/start", served.zone())));
  }
}
