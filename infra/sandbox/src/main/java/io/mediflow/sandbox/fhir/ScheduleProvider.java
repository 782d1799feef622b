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
import org.hl7.fhir.r4.model.Schedule;

/** Schedules: read and searched. */
public final class ScheduleProvider extends ReadProvider<Schedule> {

  public ScheduleProvider(Served served) {
    super(served, Schedule.class);
  }

  @Search
  public IBundleProvider search(
      @OptionalParam(name = "_id") TokenOrListParam id,
      @OptionalParam(name = "_lastUpdated") DateAndListParam lastUpdated,
      @OptionalParam(name = "actor") ReferenceOrListParam actor,
      @Sort SortSpec sort) {
    return found(sort, Map.of(), Map.of(
        "_id", Criteria.code(id, "/id"),
        "_lastUpdated", Criteria.date(lastUpdated, "/meta/lastUpdated", served.zone()),
        "actor", Criteria.reference(actor, "Practitioner", "/actor", "")));
  }
}
