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
import org.hl7.fhir.r4.model.Slot;

/** Slots: read and searched; booking changes them. */
public final class SlotProvider extends ReadProvider<Slot> {

  public SlotProvider(Served served) {
    super(served, Slot.class);
  }

  @Search
  public IBundleProvider search(
      @OptionalParam(name = "_id") TokenOrListParam id,
      @OptionalParam(name = "_lastUpdated") DateAndListParam lastUpdated,
      @OptionalParam(name = "schedule") ReferenceOrListParam schedule,
      @OptionalParam(name = "status") TokenOrListParam status,
      @OptionalParam(name = "start") DateAndListParam start,
      @Sort SortSpec sort) {
    return found(sort, Map.of("start", "/start"), Map.of(
        "_id", Criteria.code(id, "/id"),
        "_lastUpdated", Criteria.date(lastUpdated, "/meta/lastUpdated", served.zone()),
        "schedule", Criteria.reference(schedule, "Schedule", "/schedule", ""),
        "status", Criteria.code(status, "/status"),
        "start", Criteria.date(start, "/start", served.zone())));
  }
}
