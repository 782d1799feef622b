package io.mediflow.model.record.value;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/** An amount of money. */
public record Money(
    @JsonPropertyDescription("decimal number as text, for example 120.00") String amount,
    @JsonPropertyDescription("ISO 4217 code, for example USD") String currency) {}
