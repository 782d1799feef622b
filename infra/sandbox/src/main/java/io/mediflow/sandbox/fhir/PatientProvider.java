package io.mediflow.sandbox.fhir;

import ca.uhn.fhir.rest.annotation.OptionalParam;
import ca.uhn.fhir.rest.annotation.Search;
import ca.uhn.fhir.rest.annotation.Sort;
import ca.uhn.fhir.rest.api.SortSpec;
import ca.uhn.fhir.rest.api.server.IBundleProvider;
import ca.uhn.fhir.rest.param.DateAndListParam;
import ca.uhn.fhir.rest.param.StringOrListParam;
import ca.uhn.fhir.rest.param.TokenOrListParam;
import java.util.List;
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
    return found(sort, Map.of("birthdate", "/birthDate", "family", "/name/0/family"), List.of(
        Criteria.code(id, "/id"),
        Criteria.date(lastUpdated, "/meta/lastUpdated", served.zone()),
        Criteria.identifier(identifier),
        Criteria.text(name, "/name"),
        Criteria.text(family, "/name/0/family", "/name/1/family"),
        Criteria.text(given, "/name/0/given", "/name/1/given"),
        Criteria.date(birthDate, "/birthDate", served.zone())));
  }
}
