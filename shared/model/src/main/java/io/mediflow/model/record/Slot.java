package io.mediflow.model.record;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.mediflow.model.record.value.Coded;
import io.mediflow.model.record.value.Written;
import java.util.Map;

/** The fields of a slot record. */
@JsonClassDescription("A stretch of time in which somebody can, or cannot, be booked.")
public record Slot(
    @JsonPropertyDescription("One of free, busy, busy-unavailable, busy-tentative or entered-in-error.") String status,
    @JsonPropertyDescription("When it begins, with the offset that the EHR gave.") @Written(Written.As.TIME) String start,
    @JsonPropertyDescription("When it ends, with the offset that the EHR gave.") @Written(Written.As.TIME) String end,
    @JsonPropertyDescription("How long it takes, in minutes.") Integer durationMinutes,
    @JsonPropertyDescription("The practice's kind of visit that it is kept for.") Coded visitType,
    @JsonPropertyDescription("The practice's own id of the practitioner, as the EHR refers to it.") String practitioner,
    @JsonPropertyDescription("The practice's own id of the location where it would take place, as the EHR refers to it.")
    String location,
    @JsonPropertyDescription("The practice's own id of the schedule that it belongs to, as the EHR refers to it.")
    String schedule,
    @JsonPropertyDescription("Whether more appointments stand in it than it has room for.") Boolean overbooked,
    @JsonPropertyDescription("The practice's remarks.") String comment,
    @JsonPropertyDescription("The practice's own fields, declared by its overlay, each under the name given there.")
    Map<String, Object> custom) {}
