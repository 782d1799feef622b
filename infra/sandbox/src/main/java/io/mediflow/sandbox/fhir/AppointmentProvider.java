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
import org.hl7.fhir.r4.model.Appointment;

/** Appointments: read, searched, booked, moved and cancelled. */
public final class AppointmentProvider extends WriteProvider<Appointment> {

  public AppointmentProvider(Served served) {
    super(served, Appointment.class);
  }

  @Search
  public IBundleProvider search(
      @OptionalParam(name = "_id") TokenOrListParam id,
      @OptionalParam(name = "_lastUpdated") DateAndListParam lastUpdated,
      @OptionalParam(name = "identifier") TokenOrListParam identifier,
      @OptionalParam(name = "patient") ReferenceOrListParam patient,
      @OptionalParam(name = "practitioner") ReferenceOrListParam practitioner,
      @OptionalParam(name = "location") ReferenceOrListParam location,
      @OptionalParam(name = "slot") ReferenceOrListParam slot,
      @OptionalParam(name = "status") TokenOrListParam status,
      @OptionalParam(name = "date") DateAndListParam date,
      @Sort SortSpec sort) {
    return found(sort, Map.of("date", "/start"), Map.of(
        "_id", Criteria.code(id, "/id"),
        "_lastUpdated", Criteria.date(lastUpdated, "/meta/lastUpdated", served.zone()),
        "identifier", Criteria.identifier(identifier),
        "patient", Criteria.reference(patient, "Patient", "/participant", "/actor"),
        "practitioner", Criteria.reference(practitioner, "Practitioner", "/participant", "/actor"),
        "location", Criteria.reference(location, "Location", "/participant", "/actor"),
        "slot", Criteria.reference(slot, "Slot", "/slot", ""),
        "status", Criteria.code(status, "/status"),
        "date", Criteria.date(date, "/start", served.zone())));
  }
}
