package io.mediflow.model.record.value;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/** One part of an observation. Of the kinds of value at most one is there. */
@JsonClassDescription("One part of an observation. Of the kinds of value at most one is there.")
public record ObservationComponent(
    @JsonPropertyDescription("What was observed, as the EHR has it.") Coded code,
    @JsonPropertyDescription("The value, where it is measured.") Quantity value,
    @JsonPropertyDescription("The value, where it is a code.") Coded codedValue,
    @JsonPropertyDescription("The value, where it is neither measured nor a code.") String text) {}
