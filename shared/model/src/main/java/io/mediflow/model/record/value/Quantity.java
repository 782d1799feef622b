package io.mediflow.model.record.value;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/** A measured amount. Its value is a decimal in a text, so that no digit that was given gets lost. */
public record Quantity(
    @JsonPropertyDescription("decimal number as text, with the digits that the EHR gave, for example 98.60") String value,
    @JsonPropertyDescription("unit as people read it") String unit,
    @JsonPropertyDescription("UCUM code of the unit; absent where the EHR gave none") String code,
    @JsonPropertyDescription("<, <=, >= or > where the value is a bound") String comparator) {}
