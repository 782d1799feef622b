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
    return found(sort, Map.of("date", "/start"), List.of(
        Criteria.code(id, "/id"),
        Criteria.date(lastUpdated, "/meta/lastUpdated", served.zone()),
        Criteria.identifier(identifier),
        Criteria.reference(patient, "Patient", "/participant", "/actor"),
        Criteria.reference(practitioner, "Practitioner", "/participant", "/actor"),
        Criteria.reference(location, "Location", "/participant", "/actor"),
        Criteria.reference(slot, "Slot", "/slot", ""),
        Criteria.code(status, "/status"),
        Criteria.date(date, "/start", served.zone())));
  }
}
