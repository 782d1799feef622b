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
import org.hl7.fhir.r4.model.Location;

/** Locations: read and searched. */
public final class LocationProvider extends ReadProvider<Location> {

  public LocationProvider(Served served) {
    super(served, Location.class);
  }

  @Search
  public IBundleProvider search(
      @OptionalParam(name = "_id") TokenOrListParam id,
      @OptionalParam(name = "_lastUpdated") DateAndListParam lastUpdated,
      @OptionalParam(name = "identifier") TokenOrListParam identifier,
      @OptionalParam(name = "name") StringOrListParam name,
      @OptionalParam(name = "status") TokenOrListParam status,
      @Sort SortSpec sort) {
    return found(sort, Map.of(), Map.of(
        "_id", Criteria.code(id, "/id"),
        "_lastUpdated", Criteria.date(lastUpdated, "/meta/lastUpdated", served.zone()),
        "identifier", Criteria.identifier(identifier),
        "name", Criteria.text(name, "/name"),
        "status", Criteria.code(status, "/status")));
  }
}
