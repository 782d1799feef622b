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
import org.hl7.fhir.r4.model.Coverage;

/** Coverages: read, searched, entered and changed. */
public final class CoverageProvider extends WriteProvider<Coverage> {

  public CoverageProvider(Served served) {
    super(served, Coverage.class);
  }

  @Search
  public IBundleProvider search(
      @OptionalParam(name = "_id") TokenOrListParam id,
      @OptionalParam(name = "_lastUpdated") DateAndListParam lastUpdated,
      @OptionalParam(name = "identifier") TokenOrListParam identifier,
      @OptionalParam(name = "patient") ReferenceOrListParam patient,
      @OptionalParam(name = "beneficiary") ReferenceOrListParam beneficiary,
      @OptionalParam(name = "status") TokenOrListParam status,
      @Sort SortSpec sort) {
    return found(sort, Map.of(), Map.of(
        "_id", Criteria.code(id, "/id"),
        "_lastUpdated", Criteria.date(lastUpdated, "/meta/lastUpdated", served.zone()),
        "identifier", Criteria.identifier(identifier),
        "patient", Criteria.reference(patient, "Patient", "/beneficiary", ""),
        "beneficiary", Criteria.reference(beneficiary, "Patient", "/beneficiary", ""),
        "status", Criteria.code(status, "/status")));
  }
}
