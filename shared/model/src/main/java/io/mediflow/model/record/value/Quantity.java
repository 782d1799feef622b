package io.mediflow.model.record.value;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/** A measured amount. Its value is a decimal in a text, so that no digit that was given gets lost. */
@JsonClassDescription("A measured amount. Its value is a decimal in a text, so that no digit that was given gets lost.")
public record Quantity(
    @JsonPropertyDescription("Decimal number as text, with the digits that the EHR gave, for example 98.60.")
    @Written(Written.As.DECIMAL) String value,
    @JsonPropertyDescription("Unit as people read it.") String unit,
    @JsonPropertyDescription("UCUM code of the unit; absent where the EHR gave none.") String code,
    @JsonPropertyDescription("One of <, <=, >= or > where the value is a bound.") String comparator) {}
