package io.mediflow.sandbox.fhir;

import ca.uhn.fhir.rest.annotation.OptionalParam;
import ca.uhn.fhir.rest.annotation.Search;
import ca.uhn.fhir.rest.annotation.Sort;
import ca.uhn.fhir.rest.api.SortSpec;
import ca.uhn.fhir.rest.api.server.IBundleProvider;
import ca.uhn.fhir.rest.param.DateAndListParam;
import ca.uhn.fhir.rest.param.ReferenceOrListParam;
import ca.uhn.fhir.rest.param.TokenOrListParam;
import java.util.List;
import java.util.Map;
import org.hl7.fhir.r4.model.Resource;

/** A type of the clinical or billing chart, read and searched; the seeded practice keeps none of these, so that they are found empty. */
public final class ChartProvider<T extends Resource> extends ReadProvider<T> {
  private final String patientAt;

  /** @param patientAt pointer to the reference to the patient */
  public ChartProvider(Served served, Class<T> type, String patientAt) {
    super(served, type);
    this.patientAt = patientAt;
  }

  @Search
  public IBundleProvider search(
      @OptionalParam(name = "_id") TokenOrListParam id,
      @OptionalParam(name = "_lastUpdated") DateAndListParam lastUpdated,
      @OptionalParam(name = "identifier") TokenOrListParam identifier,
      @OptionalParam(name = "patient") ReferenceOrListParam patient,
      @OptionalParam(name = "status") TokenOrListParam status,
      @Sort SortSpec sort) {
    return found(sort, Map.of(), List.of(
        Criteria.code(id, "/id"),
        Criteria.date(lastUpdated, "/meta/lastUpdated", served.zone()),
        Criteria.identifier(identifier),
        Criteria.reference(patient, "Patient", patientAt, ""),
        Criteria.code(status, "/status")));
  }
}
