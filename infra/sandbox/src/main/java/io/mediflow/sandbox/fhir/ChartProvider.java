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
  private final String dateAt;

  /**
   * @param patientAt pointer to the reference to the patient
   * @param dateAt    pointer to the date that it is searched by
   */
  public ChartProvider(Served served, Class<T> type, String patientAt, String dateAt) {
    super(served, type);
    this.patientAt = patientAt;
    this.dateAt = dateAt;
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
      @OptionalParam(name = "date") DateAndListParam date,
      @OptionalParam(name = "occurrence") DateAndListParam occurrence,
      @OptionalParam(name = "created") DateAndListParam created,
      @Sort SortSpec sort) {
    return found(sort, Map.of(), Map.ofEntries(
        Map.entry("_id", Criteria.code(id, "/id")),
        Map.entry("_lastUpdated", Criteria.date(lastUpdated, "/meta/lastUpdated", served.zone())),
        Map.entry("identifier", Criteria.identifier(identifier)),
        Map.entry("patient", Criteria.reference(patient, "Patient", patientAt, "")),
        Map.entry("subject", Criteria.reference(subject, "Patient", patientAt, "")),
        Map.entry("category", Criteria.coded(category, "/category")),
        Map.entry("intent", Criteria.code(intent, "/intent")),
        Map.entry("status", Criteria.code(status, "/status")),
        Map.entry("date", Criteria.date(date, dateAt, served.zone())),
        Map.entry("occurrence", Criteria.date(occurrence, dateAt, served.zone())),
        Map.entry("created", Criteria.date(created, dateAt, served.zone()))));
  }
}
