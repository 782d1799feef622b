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
      @OptionalParam(name = "subject") ReferenceOrListParam subject,
      @OptionalParam(name = "category") TokenOrListParam category,
      @OptionalParam(name = "intent") TokenOrListParam intent,
      @OptionalParam(name = "status") TokenOrListParam status,
      @Sort SortSpec sort) {
    return found(sort, Map.of(), Map.of(
        "_id", Criteria.code(id, "/id"),
        "_lastUpdated", Criteria.date(lastUpdated, "/meta/lastUpdated", served.zone()),
        "identifier", Criteria.identifier(identifier),
        "patient", Criteria.reference(patient, "Patient", patientAt, ""),
        "subject", Criteria.reference(subject, "Patient", patientAt, ""),
        "category", Criteria.coded(category, "/category"),
        "intent", Criteria.code(intent, "/intent"),
        "status", Criteria.code(status, "/status")));
  }
}
