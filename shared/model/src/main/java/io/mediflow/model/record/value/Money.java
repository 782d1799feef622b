package io.mediflow.model.record.value;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/** An amount of money. */
@JsonClassDescription("An amount of money.")
public record Money(
    @JsonPropertyDescription("Decimal number as text, for example 120.00.") @Written(Written.As.DECIMAL) String amount,
    @JsonPropertyDescription("ISO 4217 code, for example USD.") String currency) {}
