package io.mediflow.sandbox.fhir;

import ca.uhn.fhir.rest.annotation.OptionalParam;
import ca.uhn.fhir.rest.annotation.Search;
import ca.uhn.fhir.rest.annotation.Sort;
import ca.uhn.fhir.rest.api.SortSpec;
import ca.uhn.fhir.rest.api.server.IBundleProvider;
import ca.uhn.fhir.rest.param.DateAndListParam;
import ca.uhn.fhir.rest.param.StringOrListParam;
import ca.uhn.fhir.rest.param.TokenOrListParam;
import java.util.Map;
import org.hl7.fhir.r4.model.Patient;

/** Patients: read, searched, registered and changed. */
public final class PatientProvider extends WriteProvider<Patient> {

  public PatientProvider(Served served) {
    super(served, Patient.class);
  }

  @Search
  public IBundleProvider search(
      @OptionalParam(name = "_id") TokenOrListParam id,
      @OptionalParam(name = "_lastUpdated") DateAndListParam lastUpdated,
      @OptionalParam(name = "identifier") TokenOrListParam identifier,
      @OptionalParam(name = "name") StringOrListParam name,
      @OptionalParam(name = "family") StringOrListParam family,
      @OptionalParam(name = "given") StringOrListParam given,
      @OptionalParam(name = "birthdate") DateAndListParam birthDate,
      @Sort SortSpec sort) {
    return found(sort, Map.of("birthdate", "/birthDate", "family", "/name/0/family"), Map.of(
        "_id", Criteria.code(id, "/id"),
        "_lastUpdated", Criteria.date(lastUpdated, "/meta/lastUpdated", served.zone()),
        "identifier", Criteria.identifier(identifier),
        "name", Criteria.text(name, "/name"),
        "family", Criteria.text(family, "/name/0/family", "/name/1/family"),
        "given", Criteria.text(given, "/name/0/given", "/name/1/given"),
        "birthdate", Criteria.date(birthDate, "/birthDate", served.zone())));
  }
}
