package io.mediflow.model.record;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.mediflow.model.record.value.Coded;
import io.mediflow.model.record.value.Identifier;
import java.util.List;
import java.util.Map;

/** The fields of a location record. */
@JsonClassDescription("A place of the practice: a site, a department or a room.")
public record Location(
    @JsonPropertyDescription("Name.") String name,
    @JsonPropertyDescription("Kind of place.") Coded type,
    @JsonPropertyDescription("One of active, suspended or inactive.") String status,
    @JsonPropertyDescription("Phone, in E.164 where it is valid, for example +16175550142.") String phone,
    @JsonPropertyDescription("Street and number, suite, box: the lines above the city, in order.") List<String> addressLines,
    @JsonPropertyDescription("City.") String city,
    @JsonPropertyDescription("State or region; in the United States the postal code of two letters, for example MA.")
    String state,
    @JsonPropertyDescription("Postal code, for example 02139 or 02139-4307.") String postalCode,
    @JsonPropertyDescription("Country as the EHR writes it, mostly the ISO 3166 code, for example US.") String country,
    @JsonPropertyDescription("IANA name of its time zone, for example America/New_York.") String timezone,
    @JsonPropertyDescription("National Provider Identifier of ten digits.") String npi,
    @JsonPropertyDescription("All identifiers that the EHR shows.") List<Identifier> identifiers,
    @JsonPropertyDescription("Name of the organisation that runs it.") String organization,
    @JsonPropertyDescription("When it is open, in words.") String hours,
    @JsonPropertyDescription("The practice's own id of the location that it is a part of, as the EHR refers to it.")
    String partOf,
    @JsonPropertyDescription("The practice's own fields, declared by its overlay, each under the name given there.")
    Map<String, Object> custom) {}
